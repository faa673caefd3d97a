using System.Text;
using Azure;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
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
        new("JWT claims", 50_000, text => TokenClaims.Read(text),
            FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UnixEpoch),
            Jwt("""{"tid":"t","oid":"\ud83d\ude00","exp":1}"""), Jwt("""{"tid":null,"exp":"1"}""")),
        new("JWT payloads", 50_000, text => TokenClaims.Read(Jwt(text)),
            """{"tid":"t","oid":"o","appid":"a","upn":"u","idtyp":"app","exp":1900000000}"""),
        new("SSH public keys", 20_000, line => SshPublicKey.Check(line, "key.pub"), Ed25519),
        new("cloud files", 5_000, text => CloudFile.Parse(AsFile(text), "cloud.json"), CloudJson),
        new("parameters files", 20_000, text => TemplateParameters.Parse(Encoding.UTF8.GetBytes(text), "parameters.json"), Parameters),
        new("error bodies", 20_000,
            body => ServiceErrors.Explain(new RequestFailedException(new MockResponse(new MockAnswer(400, body)))), Refusal),
        new("operation bodies", 20_000, Operation,
            """{"status":"Failed","error":{"code":"c","message":"m"}}""", """{"status":"InProgress"}"""),
        new("error texts", 2_000, text => new ErrorService().Explain(new ErrorQuestion(text)), Words, Refusal),
        new("share app tags", 100_000, text => ShareAppTags.Read(text.Split('|')),
            string.Join('|', new ShareAppTags("Fabrikam", ConsumerTenant, Shared: false).Write())),
        new("consumer marks", 100_000, text => ConsumerMark.Read(text),
            "ImageShare: Fabrikam, tenant 11111111-2222-4333-8444-555555555555"),
    ];

    public override string ToString() => Name;

    private static string Jwt(string claims) =>
        $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

    // No file's text holds half a pair.
    private static string AsFile(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // That it failed is what such a body says.
    private static void Operation(string body)
    {
        try
        {
            RunningOperation.Of(new MockResponse(new MockAnswer(200, body)));
        }
        catch (RequestFailedException failed)
        {
            ServiceErrors.Explain(failed);
        }
    }
}
