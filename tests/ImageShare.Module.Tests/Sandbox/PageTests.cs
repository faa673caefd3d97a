using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class PageTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string AzurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";
    private const string Verifier = "a-verifier-that-is-long-enough-for-everybody-to-be-happy";

    private SandboxAccounts Accounts => sandbox.Accounts;

    private ConsumerAccount Consumer => Accounts.Consumer;

    [Fact]
    public async Task A_browser_sign_in_ends_with_a_code_that_is_good_once_and_for_its_verifier()
    {
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var page = await GetAsync($"{Consumer.TenantId}/oauth2/v2.0/authorize?client_id={AzurePowerShell}&response_type=code"
            + $"&redirect_uri=http://localhost:8400&scope={sandbox.Server.Uri}.default%20openid&state=s1&code_challenge={challenge}"
            + "&code_challenge_method=S256");

        using var signedIn = await sandbox.SignInAsync(page, Consumer.UserName, Consumer.UserPassword);
        var query = QueryHelpers.ParseQuery(signedIn.Headers.Location!.Query);
        var (ok, tokens) = await RedeemAsync(query["code"]!);
        var (_, again) = await RedeemAsync(query["code"]!);

        Assert.Equal("s1", query["state"].ToString());
        Assert.Equal(HttpStatusCode.OK, ok);
        Assert.Equal(Consumer.UserName, new JsonWebToken((string)tokens["access_token"]!).GetPayloadValue<string>("upn"));
        Assert.Equal(54005, (int)again["error_codes"]![0]!);
    }

    [Fact]
    public async Task A_wrong_password_is_said_on_the_page()
    {
        var page = await GetAsync(
            $"{Consumer.TenantId}/oauth2/v2.0/authorize?client_id={AzurePowerShell}&response_type=code&redirect_uri=http://localhost");

        using var answer = await sandbox.SignInAsync(page, Consumer.UserName, "wrong");

        Assert.Contains("AADSTS50126", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_device_waits_until_a_person_approves_it()
    {
        using var begun = await sandbox.Http.PostAsync(
            new Uri($"{Consumer.TenantId}/oauth2/v2.0/devicecode", UriKind.Relative),
            SandboxFixture.Form(("client_id", AzurePowerShell), ("scope", $"{sandbox.Server.Uri}.default offline_access")),
            TestContext.Current.CancellationToken);
        var device = JsonNode.Parse(await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        var (_, pending) = await PollAsync((string)device["device_code"]!);
        using var found = await sandbox.Http.PostAsync(
            new Uri((string)device["verification_uri"]!), SandboxFixture.Form(("otc", (string)device["user_code"]!)),
            TestContext.Current.CancellationToken);
        using var signedIn = await sandbox.SignInAsync(await Text(found), Consumer.UserName, Consumer.UserPassword);
        using var approved = await sandbox.DecideAsync(await Text(signedIn), "accept");
        var (status, tokens) = await PollAsync((string)device["device_code"]!);

        Assert.Equal("authorization_pending", (string?)pending["error"]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(tokens["refresh_token"]);
    }

    [Theory]
    [InlineData("v2.0/adminconsent?scope=.default&", "admin_consent")]
    [InlineData("oauth2/authorize?response_type=code&", "code")]
    public async Task The_consent_link_makes_the_application_known(string link, string returned)
    {
        var app = await sandbox.NewApplicationAsync();
        var page = await GetAsync(
            $"{Consumer.TenantId}/{link}client_id={app.AppId}&redirect_uri=https%3A%2F%2Fcontoso.example%2Fdone&state=12");

        using var signedIn = await sandbox.SignInAsync(page, Consumer.UserName, Consumer.UserPassword);
        using var accepted = await sandbox.DecideAsync(await Text(signedIn), "accept");
        var (status, _) = await sandbox.SecretTokenAsync(Consumer.TenantId, app.AppId, app.Secret);

        Assert.StartsWith("https://contoso.example/done", accepted.Headers.Location!.AbsoluteUri);
        Assert.Contains(returned, QueryHelpers.ParseQuery(accepted.Headers.Location.Query).Keys);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_person_without_a_role_cannot_consent()
    {
        var app = await sandbox.NewApplicationAsync();
        var user = new User { DisplayName = "Operator", UserPrincipalName = "op@fabrikam.onmicrosoft.com", Password = "op" };
        sandbox.Server.World.Do(world => world.FindTenant(Consumer.TenantId)!.Users.Add(user));
        var page = await GetAsync($"{Consumer.TenantId}/adminconsent?client_id={app.AppId}");

        using var signedIn = await sandbox.SignInAsync(page, user.UserPrincipalName, "op");
        using var refused = await sandbox.DecideAsync(await Text(signedIn), "accept");

        Assert.Contains("AADSTS90094", await Text(refused));
        Assert.Null(sandbox.Server.World.Do(world => world.FindTenant(Consumer.TenantId)!.FindServicePrincipal(app.AppId)));
    }

    [Fact]
    public async Task An_unregistered_address_is_refused_before_anyone_signs_in()
    {
        var app = await sandbox.NewApplicationAsync();

        var address = $"{Consumer.TenantId}/v2.0/adminconsent?scope=.default&client_id={app.AppId}"
            + "&redirect_uri=https%3A%2F%2Felsewhere.example";
        using var answer = await sandbox.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("AADSTS50011", await Text(answer));
    }

    [Fact]
    public async Task An_applications_name_is_text_on_the_page()
    {
        var (_, app) = await sandbox.GraphAsync(
            Accounts.Publisher, HttpMethod.Post, "applications",
            new { displayName = "<script>1</script>", signInAudience = "AzureADMultipleOrgs" });

        var page = await GetAsync($"{Consumer.TenantId}/adminconsent?client_id={app!["appId"]}");

        Assert.DoesNotContain("<script>", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Fact]
    public async Task An_accepted_guest_gets_tokens_of_the_inviting_tenant()
    {
        var (_, invitation) = await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, "invitations", new
        {
            invitedUserEmailAddress = Consumer.UserName,
            inviteRedirectUrl = "https://contoso.example",
        });
        var address = $"{Accounts.Publisher.TenantId}/oauth2/v2.0/authorize"
            + $"?client_id={AzurePowerShell}&response_type=code&redirect_uri=http://localhost";

        using var tooEarly = await sandbox.SignInAsync(await GetAsync(address), Consumer.UserName, Consumer.UserPassword);
        using var redeeming = await sandbox.SignInAsync(
            await GetAsync((string)invitation!["inviteRedeemUrl"]!), Consumer.UserName, Consumer.UserPassword);
        using var redeemed = await sandbox.DecideAsync(await Text(redeeming), "accept");
        using var signedIn = await sandbox.SignInAsync(await GetAsync(address), Consumer.UserName, Consumer.UserPassword);

        Assert.Contains("Contoso would like to read your name", await Text(tooEarly));
        Assert.Equal(HttpStatusCode.OK, redeemed.StatusCode);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    private Task<string> GetAsync(string address) =>
        sandbox.Http.GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<(HttpStatusCode Status, JsonObject Body)> RedeemAsync(string? code) => sandbox.PostTokenAsync(
        Consumer.TenantId, ("grant_type", "authorization_code"), ("client_id", AzurePowerShell), ("code", code!),
        ("redirect_uri", "http://localhost:8400"), ("code_verifier", Verifier), ("scope", $"{sandbox.Server.Uri}.default"));

    private Task<(HttpStatusCode Status, JsonObject Body)> PollAsync(string deviceCode) => sandbox.PostTokenAsync(
        Consumer.TenantId, ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", AzurePowerShell),
        ("device_code", deviceCode));
}
