using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>Any change of anything in a protected file is found out: each value changed, each member left out, added or moved.</summary>
public sealed class TamperTests : HandoverBench
{
    [Fact]
    public async Task A_signed_file_cannot_be_changed()
    {
        var (signer, recipient) = (Certificate("signer"), Certificate("recipient"));
        await WriteAsync(Share(SecretApp), new(File) { SigningCertificate = signer.Proof, RecipientCertificatePath = recipient.Cer });

        await EveryChangeIsRefusedAsync(
            new(File) { SignerThumbprint = signer.Thumbprint, Certificate = recipient.Proof },
            ["HandoverTampered", "HandoverUnreadable", "HandoverSchemaNewer", "HandoverWrongSigner"]);
    }

    [Fact]
    public async Task A_file_under_a_passphrase_cannot_be_changed()
    {
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });

        await EveryChangeIsRefusedAsync(
            new(File) { Passphrase = Secure(Passphrase) },
            ["HandoverWrongPassphrase", "HandoverUnreadable", "HandoverSchemaNewer", "HandoverNotProtected", "HandoverExpired"]);
    }

    [Fact]
    public async Task A_plausible_change_of_a_signed_file_is_told_as_tampering()
    {
        var signer = Certificate("signer");
        await WriteAsync(Share(App()), new(File) { SigningCertificate = signer.Proof });
        Edit(j => j["images"]![0]!["id"] = ImageId + "/versions/6.6.6");

        await AssertRefusedAsync("HandoverTampered", ErrorKind.SecurityError);
    }

    [Fact]
    public async Task Every_single_bit_of_signature_and_cipher_text_counts()
    {
        var signer = Certificate("signer");
        await WriteAsync(Share(App()), new(In("signed")) { SigningCertificate = signer.Proof });
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });
        var (signed, locked) = (Json(In("signed")), Json());
        var signature = Engine.Handovers.CmsArmour.Read((string)signed["signature"]!)!;
        var ciphertext = Convert.FromBase64String((string)locked["secret"]!["ciphertext"]!);

        // The last bytes of the message are the signature value; before it stand names and certificate, some of them beyond any signature.
        for (var i = signature.Length - 256; i < signature.Length; i += 5)
        {
            signed["signature"] = Engine.Handovers.CmsArmour.Write(Flip(signature, i));
            Assert.Contains(await CodeAsync(signed, new(File) { SignerThumbprint = signer.Thumbprint }), (string[])["HandoverTampered"]);
        }

        for (var i = 0; i < ciphertext.Length; i++)
        {
            locked["secret"]!["ciphertext"] = Convert.ToBase64String(Flip(ciphertext, i));
            Assert.Equal("HandoverWrongPassphrase", await CodeAsync(locked, new(File) { Passphrase = Secure(Passphrase) }));
        }
    }

    private async Task EveryChangeIsRefusedAsync(HandoverReadOptions options, string[] codes)
    {
        var original = Json();
        await ReadAsync(options);
        var changes = 0;
        foreach (var change in Changes(original))
        {
            var code = await CodeAsync(change.Document, options);

            Assert.True(codes.Contains(code), $"{change.What}: {code}");
            changes++;
        }

        Assert.InRange(changes, 80, int.MaxValue);
    }

    private async Task<string> CodeAsync(JsonObject document, HandoverReadOptions options)
    {
        await PutAsync(document.ToJsonString());
        return (await RefusedAsync(options)).Code;
    }

    private static IEnumerable<(string What, JsonObject Document)> Changes(JsonObject original)
    {
        foreach (var path in Paths(original))
        {
            foreach (var (what, change) in ChangesAt(Find(original, path)))
            {
                var copy = original.DeepClone().AsObject();
                change(Find(copy, path));
                if (!JsonNode.DeepEquals(original, copy))
                    yield return ($"{path} {what}", copy);
            }
        }
    }

    private static IEnumerable<(string What, Action<JsonNode> Change)> ChangesAt(JsonNode node)
    {
        switch (node)
        {
            case JsonObject:
                yield return ("with one more member", n => n["name"] = "x");
                yield return ("empty", n => n.AsObject().Clear());
                break;
            case JsonArray:
                yield return ("empty", n => n.AsArray().Clear());
                yield return ("turned round", n => n.ReplaceWith(new JsonArray([.. n.AsArray().Reverse().Select(i => i!.DeepClone())])));
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String:
                yield return ("with another first letter", n => n.ReplaceWith(Other(n.GetValue<string>(), 0)));
                yield return ("with another last letter", n => n.ReplaceWith(Other(n.GetValue<string>(), ^1)));
                var middle = node.GetValue<string>().Length / 2;
                yield return ("with another letter in the middle", n => n.ReplaceWith(Other(n.GetValue<string>(), middle)));
                yield return ("longer", n => n.ReplaceWith(n.GetValue<string>() + "A"));
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.Number:
                yield return ("one more", n => n.ReplaceWith(n.GetValue<long>() + 1));
                break;
        }

        if (node.Parent is JsonObject)
            yield return ("left out", n => n.Parent!.AsObject().Remove(n.GetPropertyName()));
    }

    private static string Other(string text, Index at)
    {
        var letters = text.ToCharArray();
        letters[at] = letters[at] switch
        {
            'z' or 'Z' or '9' => (char)(letters[at] - 1),
            >= '0' and <= '9' or >= 'a' and <= 'z' or >= 'A' and <= 'Z' => (char)(letters[at] + 1),
            _ => 'Q',
        };
        return new string(letters);
    }

    private static IEnumerable<string> Paths(JsonNode node) =>
        [node.GetPath(), .. node switch
        {
            JsonObject members => members.SelectMany(m => Paths(m.Value!)),
            JsonArray items => items.SelectMany(i => Paths(i!)),
            _ => [],
        }];

    private static JsonNode Find(JsonObject root, string path) => All(root).Single(n => n.GetPath() == path);

    private static IEnumerable<JsonNode> All(JsonNode node) =>
        [node, .. node switch
        {
            JsonObject members => members.SelectMany(m => All(m.Value!)),
            JsonArray items => items.SelectMany(i => All(i!)),
            _ => [],
        }];

    private static byte[] Flip(byte[] bytes, int at)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= 1;
        return copy;
    }
}
