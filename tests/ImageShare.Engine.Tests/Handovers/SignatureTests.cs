using System.Security.Cryptography.X509Certificates;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class SignatureTests : HandoverBench
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signature_names_its_signer(bool elliptic)
    {
        var signer = elliptic ? EllipticCertificate("Contoso") : Certificate("Contoso");
        var written = await WriteAsync(Share(App()), new(File) { SigningCertificate = signer.Proof });

        var read = await ReadAsync(new(File) { SignerThumbprint = signer.Thumbprint });

        Assert.Equal($"CN=Contoso ({signer.Thumbprint})", read.SignedBy);
        Assert.Equal(read.SignedBy, written.SignedBy);
        Assert.Empty(Caller.Warnings);
    }

    [Fact]
    public async Task The_thumbprint_is_taken_as_dialogs_show_it_and_as_sha256()
    {
        var signer = Certificate("Contoso");
        await WriteAsync(Share(App()), new(File) { SigningCertificate = signer.Proof });
        var spaced = "\u200e" + string.Join(' ', signer.Thumbprint.ToLowerInvariant().Chunk(2).Select(c => new string(c)));

        Assert.NotNull((await ReadAsync(new(File) { SignerThumbprint = spaced })).SignedBy);
        Assert.NotNull((await ReadAsync(new(File) { SignerThumbprint = signer.Sha256 })).SignedBy);
        Assert.Equal("InvalidSignerThumbprint", (await RefusedAsync(new(File) { SignerThumbprint = "Contoso" })).Code);
    }

    [Fact]
    public async Task Another_signer_and_no_signer_are_refused_when_one_is_asked_for()
    {
        var (signer, other) = (Certificate("Contoso"), Certificate("Mallory"));
        await WriteAsync(Share(App()), new(File) { SigningCertificate = other.Proof });
        var refused = await RefusedAsync(new(File) { SignerThumbprint = signer.Thumbprint });
        Assert.Equal(("HandoverWrongSigner", ErrorKind.SecurityError), (refused.Code, refused.Kind));
        Assert.Contains("CN=Mallory", refused.Reason, StringComparison.Ordinal);

        await WriteAsync(Share(App()), new(File) { Force = true });
        Assert.Equal("HandoverWrongSigner", (await RefusedAsync(new(File) { SignerThumbprint = signer.Thumbprint })).Code);
    }

    [Fact]
    public async Task An_unsigned_file_names_the_tenant_to_confirm()
    {
        await WriteAsync(Share(App()));

        Assert.Null((await ReadAsync()).SignedBy);
        Assert.Contains(PublisherTenant, Assert.Single(Caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_and_passphrase_go_together()
    {
        var signer = Certificate("Contoso");
        await WriteAsync(Share(SecretApp), new(File) { SigningCertificate = signer.Proof, Passphrase = Secure(Passphrase) });

        var read = await ReadAsync(new(File) { Passphrase = Secure(Passphrase), SignerThumbprint = signer.Thumbprint });

        Assert.Equal(Secret, Reveal(read.Secret));
        Assert.NotNull(read.SignedBy);
    }

    [Fact]
    public async Task A_signature_of_another_file_is_tampering()
    {
        var signer = Certificate("Contoso");
        await WriteAsync(Share(App()) with { ExpiresOn = Now.AddDays(50) }, new(In("one")) { SigningCertificate = signer.Proof });
        await WriteAsync(Share(App()), new(File) { SigningCertificate = signer.Proof });
        var other = (string)Json(In("one"))["signature"]!;
        Edit(j => j["signature"] = other);

        await AssertRefusedAsync("HandoverTampered", ErrorKind.SecurityError);
    }

    [Fact]
    public async Task Certificates_that_cannot_sign_are_refused()
    {
        var encrypting = Certificate("encrypting", X509KeyUsageFlags.KeyEncipherment);
        var old = Certificate("old", end: Now.AddDays(-1));

        Assert.Equal("SigningCertificateUnusable", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App()), new(File) { SigningCertificate = encrypting.Proof }))).Code);
        Assert.Equal("CertificateExpired", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App()), new(File) { SigningCertificate = old.Proof }))).Code);
        Assert.False(System.IO.File.Exists(File));
    }
}
