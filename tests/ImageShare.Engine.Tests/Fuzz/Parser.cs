using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Handovers;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;
using Org.BouncyCastle.Security;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>Something that reads text from outside.</summary>
/// <param name="Name">A word for the report.</param>
/// <param name="Cases">How many to try: fewer where one takes longer.</param>
/// <param name="Read">Reads a text; may end in an <see cref="ImageShareException"/> and in nothing else.</param>
/// <param name="Samples">Well formed.</param>
internal sealed record Parser(string Name, int Cases, Action<string> Read, params string[] Samples)
{
    private const string Gallery = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal_1";
    private const string Network = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Network";
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea ann@example";

    private const string Refusal = """
        {"error":{"code":"DeploymentFailed","message":"At least one failed.","details":[{"code":"Conflict","target":"vm1",
        "message":"Said: {\"error\":{\"code\":\"SkuNotAvailable\",\"message\":\"no such size\"}}"}]}}
        """;

    private const string Words = """
        (LinkedAuthorizationFailed) The client with object id '11111111-2222-4333-8444-555555555555' has permission to perform action
        'Microsoft.Compute/virtualMachines/write' on scope 'x'; however, it does not have permission to perform action 'read' on the
        linked scope(s) '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/galleries/g'.
        AADSTS7000215: Invalid client secret. Trace ID: x Correlation ID: 6f1c4e0b-1111-4111-8111-000000000000 Timestamp: now
        Code: AuthorizationFailed  {"error":{"code":"InvalidAuthenticationTokenTenant","message":"wrong issuer 'https://a/b/'"}}
        """;

    private const string Parameters = """
        {"$schema":"https://schema.management.azure.com/schemas/2019-08-01/subscriptionDeploymentParameters.json#",
        "contentVersion":"1.0.0.0","parameters":{"mspOfferName":{"value":"Images"},"managedByTenantId":{"value":"11111111-2222-4333-8444-555555555555"},
        "rgName":{"value":"rg"},"authorizations":{"value":[{"principalId":"11111111-2222-4333-8444-555555555555",
        "roleDefinitionId":"acdd72a7-3385-48ef-bd42-f606fba81ae7","principalIdDisplayName":"Ops"}]},
        "eligibleAuthorizations":{"value":[{"principalId":"11111111-2222-4333-8444-555555555555",
        "roleDefinitionId":"acdd72a7-3385-48ef-bd42-f606fba81ae7","justInTimeAccessPolicy":{"multiFactorAuthProvider":"Azure",
        "maximumActivationDuration":"PT8H","managedByTenantApprovers":[{"principalId":"11111111-2222-4333-8444-555555555555"}]}}]}}}
        """;

    private const string CloudJson = """
        {"name":"Sandbox","resourceManager":"https://127.0.0.1:1234/","authority":"https://127.0.0.1:1234/",
        "graph":"https://127.0.0.1:1234/graph","federationAudience":"api://AzureADTokenExchange"}
        """;

    private const string HandoverJson = """
        {"$schema":"urn:imageshare:handover","schemaVersion":1,"kind":"share","environment":"AzureCloud",
        "createdOn":"2026-11-23T12:00:00Z","expiresOn":"2027-02-21T12:00:00Z","publisher":{"tenantId":"0b9e6f6c-50c5-4a0e-9d24-0d6a2f1f6a01"},
        "consumer":{"tenantId":"5f2c1f0e-8a55-4c55-8a5c-6f6a6f3f6b02","name":"Fabrikam"},"app":{"displayName":"Fabrikam",
        "applicationId":"7a1d3c52-9a3e-4b83-b7c8-1b9f5b0c7d03","tenantId":"0b9e6f6c-50c5-4a0e-9d24-0d6a2f1f6a01",
        "consentLink":"https://login.microsoftonline.com/5f2c1f0e-8a55-4c55-8a5c-6f6a6f3f6b02/oauth2/authorize?client_id=7a1d",
        "credential":{"kind":"secret","endsOn":"2027-02-21T12:00:00Z"}},
        "images":[{"id":"/subscriptions/3d5b6a7c-2b1f-4e0a-8c9d-4f5e6a7b8c04/
        resourceGroups/images-rg/providers/Microsoft.Compute/galleries/contoso_images/images/centos-9/versions/1.2.3","location":"japaneast",
        "regions":["japaneast","westeurope"],"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64",
        "securityType":"TrustedLaunchSupported","diskControllerTypes":["SCSI","NVMe"],"plan":{"publisher":"contoso","product":"centos",
        "name":"centos-9"},"endOfLifeDate":"2029-11-23T12:00:00Z"}],"secret":{"protection":"passphrase","kdf":"PBKDF2-HMAC-SHA256",
        "iterations":1000000,"salt":"+Iw4/6ICGT0qZhjVs0iWDQ==","cipher":"AES-256-GCM","nonce":"pJO4zRhgTeSAdz07",
        "ciphertext":"55k7kLDpdL7KDAoypImH1bKnBXniowsxhrHjmapIj7eSomLtGhFng1o="}}
        """;

    private const string Applications = """
        {"value":[{"id":"11111111-2222-4333-8444-555555555555","appId":"7a1d3c52-9a3e-4b83-b7c8-1b9f5b0c7d03","displayName":"Fabrikam",
        "tags":["ImageShare"],"createdDateTime":"2026-11-23T12:00:00Z","signInAudience":"AzureADMultipleOrgs","web":{"redirectUris":[]},
        "keyCredentials":[{"keyId":"k","customKeyIdentifier":"2jmj7l5rSw0yVb/vlWAYkK/YBwk=","startDateTime":"2026-11-23T12:00:00Z"}],
        "passwordCredentials":[{"keyId":"p","hint":"q7~","endDateTime":"2027-02-21T12:00:00Z"}]}],
        "@odata.nextLink":"https://graph.microsoft.com/v1.0/applications?$skiptoken=2"}
        """;

    private const string Began = """
        202
        Azure-AsyncOperation: https://management.azure.com/subscriptions/1/operations/1?api-version=2024-01-01
        Location: https://management.azure.com/subscriptions/1/results/1
        Retry-After: 15
        WWW-Authenticate: Bearer authorization_uri="https://login.windows.net/11111111-2222-4333-8444-555555555555", error="invalid_token"

        {"status":"InProgress"}
        """;

    private const string Throttled = """
        429
        Retry-After: Wed, 25 Nov 2026 12:00:00 GMT
        x-ms-correlation-request-id: 6f1c4e0b-1111-4111-8111-000000000000

        {"error":{"code":"OperationNotAllowed","message":"Too many requests. Please try again after '5' seconds."}}
        """;

    private static Cloud Public => Cloud.BuiltIn[0];

    private static readonly byte[] s_selfSigned = SelfSigned();

    private static readonly string s_privateKey = PrivateKey();

    public static IReadOnlyList<Parser> All { get; } =
    [
        new("ids of images", 100_000, id => ImageReference.Parse(id),
            $"{Gallery}/images/ubuntu", $"{Gallery}/images/ubuntu/versions/1.2.3",
            $"/SharedGalleries/{SubscriptionId}-GAL_1/Images/ubuntu/Versions/1.0.0",
            "/CommunityGalleries/contoso-1f/Images/ubuntu/Versions/latest"),
        new("ids of galleries", 100_000, id => GalleryId.Parse(id), Gallery, $"{Gallery}/images/ubuntu/versions/latest"),
        new("publishers in ids", 100_000, id => _ = PublicImageId.TryParse(id)?.Publisher,
            $"/SharedGalleries/{SubscriptionId}-G/Images/i/Versions/latest"),
        new("ARM ids", 100_000, id => InputRules.ResourceId(id, "Id"),
            $"{Network}/virtualNetworks/v/subnets/s", $"/subscriptions/{SubscriptionId}"),
        new("CIDRs", 100_000, text => SpecRules.Cidr(text), "10.0.0.0/16", "192.168.1.0/24", "172.16.0.0/12"),
        new("regions", 100_000, text => InputRules.Region(text, "Location"), "westeurope", "Japan East"),
        new("tenants", 100_000, text => InputRules.Tenant(text, "TenantId"), "contoso.onmicrosoft.com", ConsumerTenant),
        new("JWT claims", 100_000, text => TokenClaims.Read(text),
            FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UnixEpoch),
            Jwt("""{"tid":"t","oid":"\ud83d\ude00","exp":1}"""), Jwt("""{"tid":null,"exp":"1"}""")),
        new("JWT payloads", 50_000, text => TokenClaims.Read(Jwt(text)),
            """{"tid":"t","oid":"o","appid":"a","upn":"u","idtyp":"app","exp":1900000000}"""),
        new("SSH public keys", 20_000, line => SshPublicKey.Check(line, "key.pub"), Ed25519),
        new("cloud files", 20_000, text => CloudFile.Parse(AsFile(text), "cloud.json"), CloudJson),
        new("parameters files", 20_000, text => TemplateParameters.Parse(Encoding.UTF8.GetBytes(text), "parameters.json"), Parameters),
        new("error bodies", 20_000,
            body => ServiceErrors.Explain(new RequestFailedException(new MockResponse(new MockAnswer(400, body)))), Refusal),
        new("answers of operations", 50_000, Operation, Began, Throttled,
            "200\n\n{\"status\":\"Failed\",\"error\":{\"code\":\"c\",\"message\":\"m\"}}"),
        new("lists of the directory", 10_000, Directory, Applications),
        new("hand-over documents", 20_000, text => HandoverRules.Problem(Handover(text).Document), HandoverJson.ReplaceLineEndings("")),
        new("canonical JSON", 20_000, Canonical, HandoverJson.ReplaceLineEndings(""), Parameters),
        new("armoured messages", 100_000, Armour, CmsArmour.Write(Encoding.UTF8.GetBytes(Ed25519 + Ed25519))),
        new("certificates as PEM", 5_000, pem => Certificate(Encoding.UTF8.GetBytes(pem)),
            PemEncoding.WriteString("CERTIFICATE", s_selfSigned)),
        new("certificates as DER", 5_000, Der, Convert.ToBase64String(s_selfSigned)),
        new("private SSH keys", 30_000, pem => SshKeyStore.ParsePrivate(pem, "key"), s_privateKey),
        new("consent links", 100_000,
            link => Assert.True(!HandoverConsent.LeadsTo(Public, link) || new Uri(link).Host == Public.Authority.Host),
            "https://login.microsoftonline.com/common/oauth2/authorize?client_id=1"),
        new("version numbers", 100_000,
            text => Assert.True(ImageVersionNumber.TryParse(text) is not { } number || $"{number}" == text), "1.22.333"),
        new("error texts", 2_000, text => new ErrorService().Explain(new ErrorQuestion(text)), Words, Refusal),
        new("share app tags", 100_000, text => ShareAppTags.Read(text.Split('|')),
            string.Join('|', new ShareAppTags("Fabrikam", ConsumerTenant, Shared: false).Write())),
        new("consumer marks", 100_000, text => ConsumerMark.Read(text),
            "ImageShare: Fabrikam, tenant 11111111-2222-4333-8444-555555555555"),
    ];

    public override string ToString() => Name;

    private static string Jwt(string claims) =>
        $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

    private static byte[] SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=fabrikam", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return certificate.RawData;
    }

    private static string PrivateKey()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        return $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String(OpenSshPrivateKeyUtilities.EncodePrivateKey(key))}\n"
            + "-----END OPENSSH PRIVATE KEY-----\n";
    }

    // No file's text holds half a pair.
    private static string AsFile(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // That it failed is what such an answer says.
    private static void Operation(string text)
    {
        var response = Answer(text);
        _ = new ServerPace().GetNextDelay(response, 1);
        _ = SubscriptionTenants.TenantOf(response);
        try
        {
            RunningOperation.Of(response);
            RunningOperation.Of(response, new Uri("https://management.azure.com/asked"));
        }
        catch (RequestFailedException failed)
        {
            ServiceErrors.Explain(failed);
        }
    }

    // Status, headers, an empty line, body.
    private static MockResponse Answer(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var lines = head.Split('\n');
        return new(new(
            int.TryParse(lines[0], out var status) && status is >= 100 and < 600 ? status : 200, body,
            [.. lines.Skip(1).Select(line => line.Split(':', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1].Trim()))]));
    }

    // One page, and a second one that ends the list; nothing is asked of another host.
    private static void Directory(string text)
    {
        var cloud = new TestCloud(request =>
        {
            Assert.Equal("graph.microsoft.com", request.Uri.Host);
            return MockAnswer.Json(request.Uri.Query.Length == 0 ? text : """{"value":[]}""");
        });
        var context = cloud.SignIn(PublisherTenant);
        Explained.RunAsync(
            async () =>
            {
                var rest = RestClient.ForGraph(context);
                await foreach (var app in rest.ListAsync("v1.0/applications", GraphJson.Default.PageGraphApplication, default))
                    ShareAppView.Of(context, app, null, []);
            },
            ErrorFacts.None, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static (HandoverDocument Document, JsonObject Tree) Handover(string text) =>
        HandoverParser.Parse(Encoding.UTF8.GetBytes(text), "share.json");

    // What is written canonically reads as the same, and is written the same again.
    private static void Canonical(string text)
    {
        try
        {
            var written = CanonicalJson.Write(StrictJson.Parse(Encoding.UTF8.GetBytes(text), maximumDepth: 8));
            Assert.Equal(written, CanonicalJson.Write(StrictJson.Parse(written, maximumDepth: 8)));
        }
        catch (FormatException refused)
        {
            throw HandoverErrors.Unreadable("share.json", refused.Message);
        }
    }

    private static void Armour(string text)
    {
        if (CmsArmour.Read(text) is { } bytes)
            Assert.Equal(bytes, CmsArmour.Read(CmsArmour.Write(bytes)));
    }

    private static void Der(string base64)
    {
        var bytes = new byte[base64.Length];
        Certificate(Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : bytes);
    }

    private static void Certificate(byte[] bytes) => PublicCertificate.Parse(bytes, "fabrikam.cer", TimeProvider.System);
}
