using System.Security.Cryptography.X509Certificates;
using ImageShare.Engine.Handovers;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class SecretTests : HandoverBench
{
    [Fact]
    public async Task A_certificate_opens_what_was_encrypted_for_it()
    {
        var recipient = Certificate("recipient");
        await WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = recipient.Cer });

        var read = await ReadAsync(new(File) { Certificate = recipient.Proof });

        Assert.Equal(Secret, Reveal(read.Secret));
        Assert.Equal(Secret, Reveal(Assert.IsType<SecretProof>(read.Proof).Secret));
        Assert.StartsWith("-----BEGIN CMS-----\n", (string)Json()["secret"]!["cms"]!, StringComparison.Ordinal);
        Assert.Contains(Caller.Messages, v => v.Contains("1.3.6.1.4.1.311.80.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_passphrase_opens_what_was_encrypted_with_it()
    {
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });

        var read = await ReadAsync(new(File) { Passphrase = Secure(Passphrase) });

        Assert.Equal(Secret, Reveal(read.Secret));
        Assert.IsType<SecretProof>(read.Proof);
        Assert.Empty(Caller.Warnings);
    }

    [Fact]
    public async Task Non_ascii_passphrases_and_secrets_work()
    {
        var passphrase = Secure("とても長い合言葉です、本当に");
        await WriteAsync(Share(SecretApp with { Secret = Secure("秘密~ü") }), new(File) { Passphrase = passphrase });

        Assert.Equal("秘密~ü", Reveal((await ReadAsync(new(File) { Passphrase = passphrase })).Secret));
    }

    [Fact]
    public async Task A_plain_secret_is_refused_unless_asked_for_and_then_warned_of()
    {
        var refused = await Assert.ThrowsAsync<ImageShareException>(() => WriteAsync(Share(SecretApp)));
        Assert.Equal(("SecretNotProtected", ErrorKind.InvalidArgument), (refused.Code, refused.Kind));
        Assert.False(System.IO.File.Exists(File));

        await WriteAsync(Share(SecretApp), new(File) { AllowPlainTextSecret = true });
        Assert.Single(Caller.Warnings);
        Assert.Equal(Secret, Reveal((await ReadAsync()).Secret));
    }

    [Fact]
    public async Task The_result_of_writing_never_has_the_secret()
    {
        foreach (var options in (HandoverWriteOptions[])
            [new(In("1")) { AllowPlainTextSecret = true }, new(In("2")) { Passphrase = Secure(Passphrase) }])
        {
            var written = await WriteAsync(Share(SecretApp), options);

            Assert.Null(written.Secret);
            Assert.Null(written.Proof);
        }
    }

    [Fact]
    public async Task Without_a_key_the_file_is_readable_and_says_how_to_open_it()
    {
        var recipient = Certificate("recipient");
        await WriteAsync(Share(SecretApp), new(In("cms")) { RecipientCertificatePath = recipient.Cer });
        await WriteAsync(Share(SecretApp), new(In("passphrase")) { Passphrase = Secure(Passphrase) });

        var (cms, passphrase) = (await ReadAsync(new(In("cms"))), await ReadAsync(new(In("passphrase"))));

        Assert.Null(cms.Secret ?? passphrase.Secret);
        Assert.Equal(ApplicationId, cms.ApplicationId);
        var hint = Assert.Single(Caller.Messages, v => v.Contains("-CertificatePath", StringComparison.Ordinal));
        Assert.Contains(recipient.SerialNumber, hint, StringComparison.Ordinal);
        Assert.Contains(Caller.Messages, v => v.Contains("-Passphrase", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_recipient_learns_for_whom_it_was()
    {
        var (recipient, other) = (Certificate("recipient"), Certificate("other"));
        await WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = recipient.Cer });

        var refused = await RefusedAsync(new(File) { Certificate = other.Proof });

        Assert.Equal(("HandoverWrongRecipient", ErrorKind.SecurityError), (refused.Code, refused.Kind));
        Assert.Contains(recipient.SerialNumber, refused.Reason, StringComparison.Ordinal);
        Assert.Contains("CN=recipient", refused.Reason, StringComparison.Ordinal);
        Assert.Contains(other.Thumbprint, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_refused()
    {
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });

        Assert.Equal("HandoverWrongPassphrase", (await RefusedAsync(new(File) { Passphrase = Secure(Passphrase + " ") })).Code);
        Assert.Equal("HandoverWrongPassphrase", (await RefusedAsync(new(File) { Passphrase = Secure("") })).Code);
    }

    [Fact]
    public async Task A_key_without_a_lock_is_refused_for_the_lock_may_have_been_taken_away()
    {
        var certificate = Certificate("recipient");
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });
        Assert.Equal("HandoverNotProtected", (await RefusedAsync(new(File) { Certificate = certificate.Proof })).Code);

        Edit(j => j.Remove("secret"));
        Assert.Equal("HandoverNotProtected", (await RefusedAsync(new(File) { Passphrase = Secure(Passphrase) })).Code);

        await WriteAsync(Share(SecretApp), new(File) { AllowPlainTextSecret = true, Force = true });
        Assert.Equal("HandoverNotProtected", (await RefusedAsync(new(File) { Passphrase = Secure(Passphrase) })).Code);
        Assert.Equal("HandoverNotProtected", (await RefusedAsync(new(File) { Certificate = certificate.Proof })).Code);
    }

    [Fact]
    public async Task Certificates_that_cannot_receive_are_refused()
    {
        foreach (var (certificate, code, why) in ((TestCertificate, string, string)[])
        [
            (EllipticCertificate("elliptic"), "InvalidCertificate", "RSA"),
            (Certificate("signing only", X509KeyUsageFlags.DigitalSignature), "RecipientCertificateUnusable", "key usage"),
            (Certificate("small", keySize: 1024), "InvalidCertificate", "2048"),
            (Certificate("old", end: Now.AddDays(-1)), "InvalidCertificate", "expired"),
        ])
        {
            var refused = await Assert.ThrowsAsync<ImageShareException>(
                () => WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = certificate.Cer }));

            Assert.Equal(code, refused.Code);
            Assert.Contains(why, refused.Reason, StringComparison.Ordinal);
        }

        await System.IO.File.WriteAllTextAsync(In("no.cer"), "no certificate", TestContext.Current.CancellationToken);
        Assert.Equal("InvalidCertificate", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = In("no.cer") }))).Code);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_pem_certificate_can_receive()
    {
        var recipient = Certificate("recipient");
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(recipient.Cer);
        var pem = certificate.ExportCertificatePem();
        await System.IO.File.WriteAllTextAsync(In("recipient.pem"), pem, TestContext.Current.CancellationToken);
        await WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = In("recipient.pem") });

        Assert.Equal(Secret, Reveal((await ReadAsync(new(File) { Certificate = recipient.Proof })).Secret));
    }

    [Fact]
    public async Task A_wrong_pfx_password_is_told_as_such()
    {
        var recipient = Certificate("recipient", password: "right");
        await WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = recipient.Cer });

        var refused = await RefusedAsync(new(File) { Certificate = recipient.Proof with { Password = Secure("wrong") } });

        Assert.Contains("password", refused.Reason, StringComparison.Ordinal);
        var read = await ReadAsync(new(File) { Certificate = recipient.Proof with { Password = Secure("right") } });
        Assert.Equal(Secret, Reveal(read.Secret));
    }

    [Fact]
    public async Task Two_protections_an_empty_passphrase_and_a_short_one()
    {
        var recipient = Certificate("recipient");
        Assert.Equal("SeveralProtections", (await Assert.ThrowsAsync<ImageShareException>(() => WriteAsync(
            Share(SecretApp), new(File) { RecipientCertificatePath = recipient.Cer, Passphrase = Secure(Passphrase) }))).Code);
        Assert.Equal("InvalidPassphrase", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure("") }))).Code);

        Caller = new();
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure("short") });
        Assert.Contains("12 characters", Assert.Single(Caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_never_carries_the_consumers_secret()
    {
        var app = SecretApp with { TenantId = ConsumerTenant, AppTenantId = ConsumerTenant, ConsentUri = null };
        await WriteAsync(new(app, []) { Kind = HandoverKind.Request }, new(File) { AllowPlainTextSecret = true });

        Assert.False(Json().ContainsKey("secret"));
        Assert.DoesNotContain(Secret, await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_whose_secret_is_gone_says_so()
    {
        await WriteAsync(Share(App(Credential(CredentialKind.Secret))));

        Assert.Contains("does not carry it", Assert.Single(Caller.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iterations", 99_999)]
    [InlineData("iterations", 5_000_001)]
    [InlineData("salt", "AAAA")]
    [InlineData("nonce", "AAAA")]
    [InlineData("nonce", "not base64!")]
    [InlineData("kdf", "scrypt")]
    [InlineData("cipher", "AES-128-CBC")]
    [InlineData("ciphertext", "AAAA")]
    public async Task Parameters_out_of_bounds_cost_the_reader_nothing(string name, object value)
    {
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });
        Edit(j => j["secret"]![name] = System.Text.Json.Nodes.JsonValue.Create(value));

        Assert.Equal("HandoverUnreadable", (await RefusedAsync(new(File) { Passphrase = Secure(Passphrase) })).Code);
        Assert.Equal("HandoverUnreadable", (await RefusedAsync()).Code);
    }

    [Fact]
    public async Task A_message_that_is_not_one_or_holds_no_secret_is_unreadable()
    {
        var recipient = Certificate("recipient");
        await WriteAsync(Share(SecretApp), new(File) { RecipientCertificatePath = recipient.Cer });
        var cms = (string)Json()["secret"]!["cms"]!;
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(recipient.Cer);

        foreach (var bad in (string[])
            ["", "x", cms + cms, cms.Replace("BEGIN CMS", "BEGIN X", StringComparison.Ordinal), CmsArmour.Write([1, 2, 3]),
            cms.Replace("\n", "", StringComparison.Ordinal)[..^40] + "-----END CMS-----",
            CertificateProtection.Encrypt(Secure(new string('x', 5000)), certificate).Cms!,
            CertificateProtection.Encrypt(Secure(""), certificate).Cms!])
        {
            Edit(j => j["secret"]!["cms"] = bad);

            Assert.Equal("HandoverUnreadable", (await RefusedAsync(new(File) { Certificate = recipient.Proof })).Code);
        }
    }

    [Fact]
    public void The_default_work_of_a_passphrase_is_within_what_a_reader_accepts() =>
        Assert.InRange(PassphraseProtection.DefaultIterations, 600_000, PassphraseProtection.MaximumIterations);
}
