using System.Text.Json;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>The secret stands nowhere but in the SecureString that asked for it.</summary>
public sealed class SecrecyTests : HandoverBench
{
    [Fact]
    public async Task No_file_message_error_or_text_form_has_secret_or_passphrase()
    {
        var (recipient, other) = (Certificate("recipient"), Certificate("other"));
        HandoverWriteOptions[] writes =
        [
            new(In("cms")) { RecipientCertificatePath = recipient.Cer, SigningCertificate = other.Proof },
            new(In("box")) { Passphrase = Secure(Passphrase) },
        ];
        var texts = new List<string?>();
        foreach (var write in writes)
        {
            var written = await WriteAsync(Share(SecretApp), write);
            texts.AddRange([written.ToString(), JsonSerializer.Serialize(written), write.ToString(), Share(SecretApp).ToString()]);
            texts.Add(await System.IO.File.ReadAllTextAsync(write.Path, TestContext.Current.CancellationToken));
        }

        foreach (var read in (HandoverReadOptions[])
            [new(In("cms")) { Certificate = recipient.Proof }, new(In("box")) { Passphrase = Secure(Passphrase) }])
        {
            var handover = await ReadAsync(read);
            texts.AddRange([handover.ToString(), handover.Proof!.ToString(), read.ToString()]);
        }

        foreach (var wrong in (HandoverReadOptions[])
        [
            new(In("cms")) { Certificate = other.Proof }, new(In("box")) { Passphrase = Secure(Passphrase + "!") },
            new(In("cms")) { Passphrase = Secure(Passphrase) },
        ])
        {
            var refused = await RefusedAsync(wrong);
            texts.AddRange([refused.ToString(), refused.Reason, refused.Fix]);
        }

        texts.Add(Said);
        Assert.All(texts, t => Assert.DoesNotContain(Secret, t, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts, t => Assert.DoesNotContain(Passphrase, t, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_refusal_does_not_quote_a_plain_secret()
    {
        await WriteAsync(Share(SecretApp), new(File) { AllowPlainTextSecret = true });
        var text = await TextAsync();
        foreach (var broken in (string[])
        [
            text[..(text.IndexOf(Secret, StringComparison.Ordinal) + 10)],
            text.Replace("\"value\"", "\"valeu\"", StringComparison.Ordinal),
            text.Replace(Secret, Secret + "\\u0007", StringComparison.Ordinal),
        ])
        {
            await PutAsync(broken);
            var refused = await RefusedAsync();

            Assert.DoesNotContain(Secret[..10], refused + refused.Reason, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, Said, StringComparison.Ordinal);
    }
}
