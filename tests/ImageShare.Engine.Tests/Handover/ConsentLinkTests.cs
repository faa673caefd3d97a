using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>A hand-over must not send an administrator anywhere but to their own cloud's consent page for the app.</summary>
public sealed class ConsentLinkTests : HandoverBench
{
    private const string Good = $"https://login.microsoftonline.com/{ConsumerTenant}/oauth2/authorize?client_id={ApplicationId}";

    [Theory]
    [InlineData("AzureCloud", Good)]
    [InlineData("AzureCloud", $"https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id={ApplicationId}&scope=openid&state=a-1")]
    [InlineData("AzureCloud", $"https://login.microsoftonline.com/common/adminconsent?client_id={ApplicationId}&redirect_uri=http://localhost:8400/")]
    [InlineData("AzureCloud", Good + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&prompt=consent")]
    [InlineData("AzureCloud", Good + "&redirect_uri=https://login.microsoftonline.com/common/oauth2/nativeclient")]
    [InlineData("AzureUSGovernment", $"https://login.microsoftonline.us/{PublisherTenant}/oauth2/v2.0/authorize?client_id={ApplicationId}")]
    [InlineData("AzureChinaCloud", $"https://login.chinacloudapi.cn/organizations/oauth2/authorize?client_id={ApplicationId}")]
    public async Task The_clouds_own_page_is_shown(string environment, string link)
    {
        await WriteAsync(Share(App() with { Environment = environment, ConsentUri = new(link) }));

        Assert.Equal(link, (await ReadAsync()).ConsentUri!.OriginalString);
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com.evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com@evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://me@login.microsoftonline.com/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com:8443/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.us/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com\\evil.example/organizations/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com/organizations/reprocess?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com/organizations/oauth2/logout?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com/9c1d7e2a-0000-4000-8000-00000000000f/adminconsent?client_id=" + ApplicationId)]
    [InlineData("https://login.microsoftonline.com/organizations/adminconsent")]
    [InlineData("https://login.microsoftonline.com/organizations/adminconsent?client_id=9c1d7e2a-0000-4000-8000-00000000000f")]
    [InlineData(Good + "&client_id=9c1d7e2a-0000-4000-8000-00000000000f")]
    [InlineData(Good + "&redirect_uri=https://evil.example/")]
    [InlineData(Good + "&redirect_uri=https://www.microsoft.com.evil.example/")]
    [InlineData(Good + "&redirect_uri=https://www.microsoft.com:444/")]
    [InlineData(Good + "&redirect_uri=https%3A%2F%2Fwww.microsoft.com&redirect_uri=https%3A%2F%2Fevil.example")]
    [InlineData(Good + "&redirect_uri=file%3A%2F%2F%2Fetc%2Fpasswd")]
    [InlineData(Good + "&scope=https%3A%2F%2Fgraph.microsoft.com%2FDirectory.ReadWrite.All")]
    [InlineData(Good + "&prompt=none")]
    [InlineData(Good + "&domain_hint=evil.example")]
    [InlineData(Good + "&evil")]
    [InlineData(Good + "#fragment")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    public async Task Any_other_page_makes_the_file_unreadable(string link)
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
        Assert.Contains(Caller.Verboses, v => v.Contains("consent link", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://127.0.0.1:5001/", true)]
    [InlineData("https://login.stack.contoso.com/", false)]
    public async Task A_cloud_files_link_is_shown_when_it_fits_a_sign_in(string authority, bool shown)
    {
        var cloud = new Engine.Identity.Cloud(
            "Contoso Stack", new("https://arm.stack/"), new("https://127.0.0.1:5001/"), new("https://graph.stack/"), "api://x");
        Caller = new(new Engine.Identity.EngineContext(cloud, null!, new("a", "b", "c", null, AuthenticationMethod.ClientSecret)));
        await WriteAsync(Share(App() with { Environment = "Contoso Stack", ConsentUri = null }));
        var link = $"{authority}organizations/oauth2/authorize?client_id={ApplicationId}";
        Edit(j => j["app"]!["consentLink"] = link);

        Assert.Equal(shown ? link : null, (await ReadAsync()).ConsentUri?.OriginalString);
    }
}
