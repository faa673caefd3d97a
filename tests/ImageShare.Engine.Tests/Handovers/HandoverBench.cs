using System.Collections.Concurrent;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Engine.Handovers;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>A directory of its own, a clock that stands at noon, and two companies with what they need.</summary>
public abstract class HandoverBench : IDisposable
{
    internal const string Secret = "q7~8Qverysecretvalue.of-the_App~1234567";
    internal const string Passphrase = "correct horse battery staple";
    internal const string PublisherTenant = "0b9e6f6c-50c5-4a0e-9d24-0d6a2f1f6a01";
    internal const string ConsumerTenant = "5f2c1f0e-8a55-4c55-8a5c-6f6a6f3f6b02";
    internal const string ApplicationId = "7a1d3c52-9a3e-4b83-b7c8-1b9f5b0c7d03";
    internal const string ImageId = "/subscriptions/3d5b6a7c-2b1f-4e0a-8c9d-4f5e6a7b8c04/resourceGroups/images-rg"
        + "/providers/Microsoft.Compute/galleries/contoso_images/images/centos-9";

    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    // Making an RSA key takes a while; each name has one for the whole run.
    private static readonly ConcurrentDictionary<(string Name, int Size), RSA> s_keys = new();

    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("handover-");

    internal FakeCaller Caller { get; set; } = new();

    /// <summary>Everything that anyone could read on the way.</summary>
    internal string Said => string.Join(
        '\n', [.. Caller.Messages, .. Caller.Warnings, .. Caller.Prompts, .. Caller.Asked.Select(a => a.ToString())]);

    internal string File => In("fabrikam.share.json");

    internal FakeTime Clock { get; } = new();

    // As few iterations as a reader allows: these tests run hundreds of them.
    internal HandoverService Service => new(Clock, PassphraseProtection.MinimumIterations);

    internal static GalleryImage Image { get; } = new()
    {
        Name = "centos-9",
        Version = "1.2.3",
        ResourceGroupName = "images-rg",
        GalleryName = "contoso_images",
        SubscriptionId = "3d5b6a7c-2b1f-4e0a-8c9d-4f5e6a7b8c04",
        TenantId = PublisherTenant,
        Location = "japaneast",
        ImageId = ImageId,
        ImageVersionId = ImageId + "/versions/1.2.3",
        Regions = ["japaneast", "westeurope"],
        OSType = "Linux",
        OSState = "Generalized",
        HyperVGeneration = "V2",
        Architecture = "x64",
        SecurityType = "TrustedLaunchSupported",
        DiskControllerTypes = ["SCSI", "NVMe"],
        Plan = new("contoso", "centos-images", "centos-9"),
        EndOfLifeDate = Now.AddYears(3),
    };

    internal static GalleryShareApp App(params ShareAppCredential[] credentials) => new()
    {
        DisplayName = "Fabrikam 富士",
        ApplicationId = ApplicationId,
        TenantId = PublisherTenant,
        AppTenantId = PublisherTenant,
        ConsumerName = "Fabrikam",
        ConsumerTenantId = ConsumerTenant,
        Credentials = credentials,
        ConsentUri = new($"https://login.microsoftonline.com/{ConsumerTenant}/oauth2/authorize?client_id={ApplicationId}"
            + "&response_type=code&redirect_uri=https%3A%2F%2Fwww.microsoft.com%2F"),
        Environment = "AzureCloud",
    };

    internal static GalleryShareApp SecretApp => App(Credential(CredentialKind.Secret)) with { Secret = Secure(Secret) };

    internal static ShareAppCredential Credential(CredentialKind kind, string? thumbprint = null) =>
        new(kind, "key", null, Now, kind is CredentialKind.Secret or CredentialKind.Certificate ? Now.AddDays(90) : null)
        {
            Thumbprint = thumbprint,
        };

    internal static HandoverContent Share(GalleryShareApp? app) => new(app, [Image]) { Kind = HandoverKind.Share };

    internal static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    internal static string Reveal(SecureString? text) => new NetworkCredential("", text).Password;

    internal string In(string name) => Path.Combine(_directory.FullName, name);

    internal Task<Handover> WriteAsync(HandoverContent content, HandoverWriteOptions? options = null) =>
        Service.WriteAsync(content, options ?? new(File), Caller, TestContext.Current.CancellationToken);

    internal Task<Handover> ReadAsync(HandoverReadOptions? options = null) =>
        Service.ReadAsync(options ?? new(File), Caller, TestContext.Current.CancellationToken);

    internal async Task<ImageShareException> RefusedAsync(HandoverReadOptions? options = null) =>
        await Assert.ThrowsAsync<ImageShareException>(() => ReadAsync(options));

    internal async Task AssertRefusedAsync(string code, ErrorKind kind, HandoverReadOptions? options = null)
    {
        var refused = await RefusedAsync(options);
        Assert.Equal((code, kind), (refused.Code, refused.Kind));
    }

    internal Task<string> TextAsync() => System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);

    internal Task PutAsync(string text) => System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

    internal JsonObject Json(string? path = null) => JsonNode.Parse(System.IO.File.ReadAllBytes(path ?? File))!.AsObject();

    internal void Edit(Action<JsonObject> change)
    {
        var json = Json();
        change(json);
        System.IO.File.WriteAllText(File, json.ToJsonString());
    }

    /// <summary>A certificate with its key in a PFX file, its public part beside it.</summary>
    internal TestCertificate Certificate(
        string name, X509KeyUsageFlags usage = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature, int keySize = 2048,
        DateTimeOffset? end = null, string password = "")
    {
        var key = s_keys.GetOrAdd((name, keySize), k => RSA.Create(k.Size));
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        return Save(name, request, end, password);
    }

    internal TestCertificate EllipticCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Save(name, new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), null, "");
    }

    private TestCertificate Save(string name, CertificateRequest request, DateTimeOffset? end, string password)
    {
        using var certificate = request.CreateSelfSigned(Now.AddDays(-400), end ?? Now.AddYears(1));
        var (pfx, cer) = (In(name + ".pfx"), In(name + ".cer"));
        System.IO.File.WriteAllBytes(pfx, certificate.Export(X509ContentType.Pfx, password));
        System.IO.File.WriteAllBytes(cer, certificate.Export(X509ContentType.Cert));
        return new(pfx, cer, certificate.Thumbprint, certificate.SerialNumber, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

internal sealed record TestCertificate(string Pfx, string Cer, string Thumbprint, string SerialNumber, string Sha256)
{
    public CertificateProof Proof => new() { Path = Pfx };
}
