using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class ProofTests : HandoverBench
{
    private static readonly FederatedProof s_token = new(_ => Task.FromResult("token"));
    private static readonly ManagedIdentityProof s_identity = new(ApplicationId);

    [Fact]
    public async Task The_apps_certificate_becomes_its_proof()
    {
        var own = Certificate("own");
        await WriteAsync(Share(App(Credential(CredentialKind.Certificate, own.Thumbprint))));

        Assert.Equal(own.Proof, (await ReadAsync(new(File) { Certificate = own.Proof })).Proof);
        Assert.Null((await ReadAsync()).Proof);
        Assert.Contains(Caller.Messages, v => v.Contains("-CertificatePath", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_certificate_is_refused()
    {
        var (own, other) = (Certificate("own"), Certificate("other"));
        await WriteAsync(Share(App(Credential(CredentialKind.Certificate, own.Thumbprint))));

        var refused = await RefusedAsync(new(File) { Certificate = other.Proof });

        Assert.Equal(("HandoverWrongCertificate", ErrorKind.InvalidArgument), (refused.Code, refused.Kind));
        Assert.Contains(own.Thumbprint, refused.Reason, StringComparison.Ordinal);
        Assert.Contains(other.Thumbprint, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_without_its_private_key_is_refused()
    {
        var own = Certificate("own");
        await WriteAsync(Share(App(Credential(CredentialKind.Certificate, own.Thumbprint))));

        Assert.Equal("CertificateWithoutPrivateKey", (await RefusedAsync(new(File) { Certificate = new() { Path = own.Cer } })).Code);
        Assert.Equal("CertificateNotFound", (await RefusedAsync(new(File) { Certificate = new() { Path = In("none") } })).Code);
    }

    [Fact]
    public async Task Tokens_and_identities_attach_to_the_apps_that_trust_them()
    {
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))), new(In("federated")));
        await WriteAsync(Share(App(Credential(CredentialKind.ManagedIdentity))), new(In("identity")));
        await WriteAsync(Share(App()), new(In("unknown")));

        Assert.Equal(s_token, (await ReadAsync(new(In("federated")) { FederatedToken = s_token })).Proof);
        Assert.Equal(s_token, (await ReadAsync(new(In("identity")) { FederatedToken = s_token })).Proof);
        Assert.Equal(s_identity, (await ReadAsync(new(In("identity")) { ManagedIdentity = s_identity })).Proof);
        Assert.Equal(s_identity, (await ReadAsync(new(In("unknown")) { ManagedIdentity = s_identity })).Proof);
        Assert.Equal(s_token, (await ReadAsync(new(In("unknown")) { FederatedToken = s_token })).Proof);
    }

    [Fact]
    public async Task What_does_not_fit_the_app_is_refused()
    {
        var certificate = Certificate("own").Proof;
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))), new(In("federated")));
        await WriteAsync(Share(App(Credential(CredentialKind.Certificate))), new(In("certificate")));
        await WriteAsync(Share(App(Credential(CredentialKind.Secret))), new(In("secret")));
        await WriteAsync(Share(SecretApp), new(In("plain")) { AllowPlainTextSecret = true });
        await WriteAsync(Share(null) with { Environment = "AzureCloud" }, new(In("none")));

        foreach (var options in (HandoverReadOptions[])
        [
            new(In("federated")) { Certificate = certificate }, new(In("federated")) { ManagedIdentity = s_identity },
            new(In("certificate")) { FederatedToken = s_token }, new(In("certificate")) { ManagedIdentity = s_identity },
            new(In("secret")) { FederatedToken = s_token }, new(In("secret")) { ManagedIdentity = s_identity },
            new(In("plain")) { FederatedToken = s_token }, new(In("plain")) { ManagedIdentity = s_identity },
            new(In("none")) { Certificate = certificate }, new(In("none")) { FederatedToken = s_token },
            new(In("none")) { ManagedIdentity = s_identity },
        ])
        {
            var refused = await RefusedAsync(options);

            Assert.Equal(("HandoverWrongCredential", ErrorKind.InvalidArgument), (refused.Code, refused.Kind));
            Assert.NotNull(refused.Reason);
        }
    }
}
