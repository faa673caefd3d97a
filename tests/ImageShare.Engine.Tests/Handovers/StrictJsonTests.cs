using System.Text;
using ImageShare.Engine.Handovers;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>JSON of a stranger is taken to its limits and no further.</summary>
public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":[[[[[1]]]]]}""")]
    [InlineData("""{"a":{"a":1},"b":{"a":1}}""")]
    [InlineData("""{"a":9007199254740991,"b":-9007199254740991}""")]
    [InlineData("""{"a":"a\u200cb\u200dc"}""")]
    [InlineData("""{"cms":"-----BEGIN CMS-----\r\nabc\n-----END CMS-----"}""")]
    [InlineData("""{"signature":"a\nb"}""")]
    public void What_keeps_the_rules_is_read(string json) => Assert.NotEmpty(StrictJson.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"a":[[[[[[1]]]]]]}""", "It is not JSON: line 1")]
    [InlineData("""[1]""", "It is not a JSON object.")]
    [InlineData("""{"a":1,"b":{"c":2,"c":3}}""", "It has the same name twice in one object.")]
    [InlineData("""{"a":9007199254740992}""", "It has a number that is not a whole one.")]
    [InlineData("""{"a":-9007199254740992}""", "It has a number that is not a whole one.")]
    [InlineData("""{"a":1.0}""", "It has a number that is not a whole one.")]
    [InlineData("""{"a":null}""", "It has a null; what is not known is left out.")]
    [InlineData("""{"a":"b\nc"}""", "It has control characters.")]
    [InlineData("""{"a\u0007":1}""", "It has control characters.")]
    [InlineData("""{"cms":"a\u001b[31m"}""", "It has control characters.")]
    [InlineData("""{"cms":"a","b":"c\nd"}""", "It has control characters.")]
    [InlineData("""{"cms\n":"a"}""", "It has control characters.")]
    [InlineData("""{"a":"\u2028"}""", "It has control characters.")]
    [InlineData("""{"a":"\u2029"}""", "It has control characters.")]
    [InlineData("""{"a":"\ue000"}""", "It has control characters.")]
    [InlineData("""{"a":"\u0378"}""", "It has control characters.")]
    [InlineData("""{"a":"\ud83d"}""", "It escapes half a character.")]
    public void What_breaks_one_is_refused_by_name(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a", 8 * 1024, true)]
    [InlineData("a", (8 * 1024) + 1, false)]
    [InlineData("cms", (8 * 1024) + 1, true)]
    [InlineData("signature", (8 * 1024) + 1, true)]
    [InlineData("cmss", (8 * 1024) + 1, false)]
    public void Texts_end_somewhere_but_for_what_is_signed_or_encrypted(string name, int length, bool isRead)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"{{name}}":"{{new string('x', length)}}"}""");

        Assert.Equal(isRead ? null : "It has a text of more than 8192 characters.", Record.Exception(() => StrictJson.Parse(json))?.Message);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_other_encodings_are_not_text()
    {
        Assert.NotEmpty(StrictJson.Parse([.. Encoding.UTF8.Preamble, .. "{\"a\":1}"u8]));
        Assert.Equal("It is not UTF-8 text.", Assert.Throws<FormatException>(() => StrictJson.Parse([.. "{\"a\":\""u8, 0xff, .. "\"}"u8])).Message);
    }
}
