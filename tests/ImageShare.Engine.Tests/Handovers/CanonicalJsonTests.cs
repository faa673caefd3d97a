using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Engine.Handovers;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": [1, true, {}], "a": "x" }""", """{"a":"x","b":[1,true,{}]}""")]
    [InlineData("""{"a":"\u0061\/\"\\\n€😀"}""", """{"a":"a/\"\\\n€😀"}""")]
    [InlineData("""{"é":1,"e":2,"E":3,"😀":4,"\ufb33":5,"10":6,"1":7}""", """{"1":7,"10":6,"E":3,"e":2,"é":1,"😀":4,"דּ":5}""")]
    [InlineData("""{"a":-0,"b":9007199254740991}""", """{"a":0,"b":9007199254740991}""")]
    [InlineData("{}", "{}")]
    public void Members_stand_in_one_order_and_one_spelling(string text, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(text)!)));

    [Fact]
    public void A_signature_covers_all_but_itself_and_a_cipher_all_but_its_text()
    {
        var json = JsonNode.Parse(
            """{"z":1,"signature":"s","secret":{"nonce":"n","ciphertext":"c"},"signed":{"signature":"inner"}}""")!.AsObject();

        Assert.Equal(
            """{"secret":{"ciphertext":"c","nonce":"n"},"signed":{"signature":"inner"},"z":1}""",
            Encoding.UTF8.GetString(CanonicalJson.ForSignature(json)));
        Assert.Equal(
            """{"secret":{"nonce":"n"},"signed":{"signature":"inner"},"z":1}""",
            Encoding.UTF8.GetString(CanonicalJson.ForSecret(json)));
        Assert.True(json.ContainsKey("signature"));
    }
}
