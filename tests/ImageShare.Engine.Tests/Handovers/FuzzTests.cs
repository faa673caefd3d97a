using ImageShare.Engine.Handovers;
using ImageShare.Engine.Tests.Fuzz;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>Whatever the bytes are: either a hand-over comes out, or one of the refusals; quickly, and nothing else.</summary>
public sealed class FuzzTests : HandoverBench
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Garbage_ends_in_a_refusal(int seed)
    {
        var (signer, recipient) = (Certificate("signer"), Certificate("recipient"));
        await WriteAsync(Share(SecretApp), new(In("1")) { SigningCertificate = signer.Proof, RecipientCertificatePath = recipient.Cer });
        await WriteAsync(Share(SecretApp), new(In("2")) { Passphrase = Secure(Passphrase) });
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))), new(In("3")));
        byte[][] originals = [.. ((string[])["1", "2", "3"]).Select(n => System.IO.File.ReadAllBytes(In(n)))];
        HandoverReadOptions[] options =
            [new(File), new(File) { Certificate = recipient.Proof }, new(File) { SignerThumbprint = signer.Thumbprint }];
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        var cases = Volume.Of(2500);

        for (var i = 0; i < cases; i++)
        {
            var bytes = Mutator.Mutate(originals[random.Next(originals.Length)], random);
            await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
            try
            {
                await ReadAsync(options[random.Next(options.Length)]);
                read++;
            }
            catch (ImageShareException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, case {i}: {exception}\n{Convert.ToBase64String(bytes)}");
            }
        }

        Assert.Equal(cases, read + refused);
        Assert.InRange(refused, cases * 4 / 5, cases);
        Assert.DoesNotContain(Secret, Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_in_a_cms_message_ends_in_a_refusal()
    {
        var (signer, recipient) = (Certificate("signer"), Certificate("recipient"));
        await WriteAsync(Share(SecretApp), new(File) { SigningCertificate = signer.Proof, RecipientCertificatePath = recipient.Cer });
        var original = Json();
        var signature = CmsArmour.Read((string)original["signature"]!)!;
        var message = CmsArmour.Read((string)original["secret"]!["cms"]!)!;
        original.Remove("signature");
        var random = new Random(5);
        var cases = Volume.Of(1500);

        for (var i = 0; i < cases; i++)
        {
            var json = original.DeepClone().AsObject();
            if (i % 2 == 0)
                json["signature"] = CmsArmour.Write(MutateBytes(signature, random));
            else
                json["secret"]!["cms"] = CmsArmour.Write(MutateBytes(message, random));

            await PutAsync(json.ToJsonString());
            try
            {
                await ReadAsync(new(File) { Certificate = recipient.Proof });
            }
            catch (ImageShareException exception)
            {
                Assert.Contains(exception.Code, (string[])["HandoverTampered", "HandoverUnreadable", "HandoverWrongRecipient"]);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Case {i}: {exception}\n{json.ToJsonString()}");
            }
        }
    }

    private static byte[] MutateBytes(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            // Most of the structure stands at the beginning.
            var at = random.Next(2) == 0 ? random.Next(Math.Min(150, bytes.Length)) : random.Next(bytes.Length);
            bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ (1 << random.Next(8)));
        }

        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
