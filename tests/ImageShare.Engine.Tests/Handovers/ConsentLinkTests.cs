using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>A hand-over must not send an administrator anywhere but to their own cloud's consent page for the app.</summary>
public sealed class ConsentLinkTests : HandoverBench
{
    private const string Good = $"https://login.microsoftonline.com/{ConsumerTenant}/oauth2/authorize?client_id={ApplicationId}";

    [Theory]
    [InlineData("AzureCloud", "https://login.microsoftonline.com")]
    [InlineData("AzureUSGovernment", "https://login.microsoftonline.us")]
    [InlineData("AzureChinaCloud", "https://login.chinacloudapi.cn")]
    public async Task The_clouds_own_page_for_the_app_is_shown(string environment, string authority)
    {
        await WriteAsync(Share(App() with { Environment = environment, ConsentUri = new($"{authority}/x") }));

        Assert.Equal(
            $"{authority}/{ConsumerTenant}/oauth2/authorize?client_id={ApplicationId}&response_type=code"
                + "&redirect_uri=https%3A%2F%2Fwww.microsoft.com%2F",
            (await ReadAsync()).ConsentUri!.AbsoluteUri);
    }

    [Fact]
    public async Task A_request_leads_to_the_publishers_page_and_without_one_known_to_anyones()
    {
        var app = App() with { TenantId = ConsumerTenant, AppTenantId = ConsumerTenant };
        await WriteAsync(new(app with { PublisherTenantId = PublisherTenant }, []) { Kind = HandoverKind.Request }, new(In("known")));
        await WriteAsync(new(app, []) { Kind = HandoverKind.Request }, new(In("unknown")));

        Assert.StartsWith($"/{PublisherTenant}/", (await ReadAsync(new(In("known")))).ConsentUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.StartsWith("/organizations/", (await ReadAsync(new(In("unknown")))).ConsentUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/organizations/reprocess?evil=1")]
    [InlineData("https://login.microsoftonline.com/9c1d7e2a-0000-4000-8000-00000000000f/adminconsent?client_id=evil")]
    [InlineData(Good + "&redirect_uri=https://evil.example/")]
    [InlineData(Good + "&prompt=none&evil")]
    [InlineData(Good + "#evil")]
    public async Task Nothing_of_the_files_own_link_is_passed_on(string link)
    {
        await WriteAsync(Share(App()));
        var good = (await ReadAsync()).ConsentUri;
        Edit(j => j["app"]!["consentLink"] = link);

        Assert.Equal(good, (await ReadAsync()).ConsentUri);
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com.evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com@evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://me@login.microsoftonline.com/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com:8443/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.us/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    public async Task A_link_to_anywhere_else_makes_the_file_unreadable(string link)
    {
        await WriteAsync(Share(App()));
        Edit(j => j["app"]!["consentLink"] = link);

        var refused = await RefusedAsync();

        Assert.Equal("HandoverUnreadable", refused.Code);
        Assert.Contains("consent", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contoso Stack")]
    [InlineData("AzureCIoud")]
    public async Task The_link_of_a_cloud_that_nobody_here_knows_is_not_shown(string environment)
    {
        await WriteAsync(Share(App() with { Environment = environment }));

        Assert.Null((await ReadAsync()).ConsentUri);
        Assert.Contains(Caller.Messages, v => v.Contains("consent link", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://127.0.0.1:5001/", true)]
    [InlineData("https://login.stack.contoso.com/", false)]
    public async Task A_cloud_files_link_is_shown_when_it_fits_a_sign_in(string authority, bool shown)
    {
        var cloud = new Cloud(
            "Contoso Stack", new("https://arm.stack/"), new("https://127.0.0.1:5001/"), new("https://graph.stack/"), "api://x")
        {
            FromFile = true,
        };
        var account = new EngineAccount("someone", "o", ConsumerTenant, null, AuthenticationMethod.ClientSecret);
        Caller = new(new EngineContext(cloud, new FakeCredential(ConsumerTenant, "o", Clock), account));
        await WriteAsync(Share(App() with { Environment = "Contoso Stack", ConsentUri = null }));
        var link = $"{authority}organizations/oauth2/authorize?client_id={ApplicationId}";
        Edit(j => j["app"]!["consentLink"] = link);

        Assert.Equal(shown ? "127.0.0.1" : null, (await ReadAsync()).ConsentUri?.Host);
    }
}
