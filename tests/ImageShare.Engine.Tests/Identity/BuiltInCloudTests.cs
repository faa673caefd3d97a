using System.Security;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Identity;

public sealed class BuiltInCloudTests
{
    private const string AppId = "66666666-6666-4666-8666-666666666666";

    [Theory]
    [InlineData("AzureCloud", "login.microsoftonline.com", "management.azure.com")]
    [InlineData("AzureUSGovernment", "login.microsoftonline.us", "management.usgovcloudapi.net")]
    [InlineData("AzureChinaCloud", "login.chinacloudapi.cn", "management.chinacloudapi.cn")]
    public async Task A_sign_in_asks_the_servers_of_its_own_cloud_only(string name, string authority, string resourceManager)
    {
        var transport = new MockTransport(request => Answer(request, authority, resourceManager));
        using var secret = new SecureString();
        secret.AppendChar('x');

        var context = await new SessionService(TimeProvider.System).ConnectAsync(
            new SignIn(new ApplicationCredential(AppId, new SecretProof(secret))) { TenantId = ConsumerTenant },
            CloudFile.Find(name) with { Transport = transport }, new FakeCaller(), TestContext.Current.CancellationToken);

        Assert.Equal(name, context.Environment);
        Assert.Equal([authority, resourceManager], transport.Requests.Select(r => r.Uri.Host).Distinct());
        Assert.Contains(
            Uri.EscapeDataString($"https://{resourceManager}/.default"),
            transport.Requests.Single(r => r.Path.EndsWith("/token", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    private static MockAnswer Answer(MockRequest request, string authority, string resourceManager)
    {
        var address = $"https://{authority}/{ConsumerTenant}";
        return MockAnswer.Json(request switch
        {
            { Uri.Host: var host } when host == resourceManager => """{"value":[]}""",
            _ when request.Path.EndsWith("/token", StringComparison.Ordinal) => $$"""
                {"token_type":"Bearer","expires_in":3599,
                 "access_token":"{{FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UtcNow.AddHours(1))}}"}
                """,
            _ when request.Path.Contains("discovery/instance", StringComparison.Ordinal) => $$"""
                {"tenant_discovery_endpoint":"{{address}}/v2.0/.well-known/openid-configuration",
                 "metadata":[{"preferred_network":"{{authority}}","preferred_cache":"{{authority}}","aliases":["{{authority}}"]}]}
                """,
            _ => $$"""
                {"token_endpoint":"{{address}}/oauth2/v2.0/token","authorization_endpoint":"{{address}}/oauth2/v2.0/authorize",
                 "issuer":"{{address}}/v2.0"}
                """,
        });
    }
}
