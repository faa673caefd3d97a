using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

/// <summary>One server without delays, and the calls that most tests make.</summary>
public sealed partial class SandboxFixture : IAsyncLifetime
{
    private SandboxServer? _server;
    private HttpClient? _http;

    internal SandboxOptions Options { get; init; } = new() { Delays = Delays.None };

    internal SandboxServer Server => _server!;

    internal HttpClient Http => _http!;

    internal SandboxAccounts Accounts => Server.Accounts;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(Options, TestContext.Current.CancellationToken);
        _http = Client(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    internal static HttpClient Client(SandboxServer server) => Client(server.Uri, server.CaCertificatePem);

    internal static HttpClient Client(Uri address, string certificate)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(certificate) },
        };
        return new HttpClient(handler) { BaseAddress = address };
    }

    internal async Task<(HttpStatusCode Status, JsonObject Body)> PostTokenAsync(string tenant, params (string Name, string Value)[] fields)
    {
        using var answer = await Http.PostAsync(new Uri($"{tenant}/oauth2/v2.0/token", UriKind.Relative), Form(fields));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    internal Task<(HttpStatusCode Status, JsonObject Body)> SecretTokenAsync(string tenant, string appId, string secret) => PostTokenAsync(
        tenant, ("grant_type", "client_credentials"), ("client_id", appId), ("client_secret", secret), ("scope", $"{Server.Uri}.default"));

    internal async Task<string> GraphTokenAsync(TenantAccount account)
    {
        var (_, body) = await PostTokenAsync(
            account.TenantId, ("grant_type", "client_credentials"), ("client_id", account.AdminApplicationId),
            ("client_secret", account.AdminSecret), ("scope", $"{Server.Uri}graph/.default"));
        return (string)body["access_token"]!;
    }

    internal async Task<(HttpStatusCode Status, JsonObject? Body)> GraphAsync(
        TenantAccount account, HttpMethod method, string path, object? body = null) =>
        await GraphAsync(await GraphTokenAsync(account), method, path, body);

    internal async Task<(HttpStatusCode Status, JsonObject? Body)> GraphAsync(
        string token, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"graph/v1.0/{path}");
        request.Headers.Authorization = new("Bearer", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await Http.SendAsync(request);
        var hasBody = answer.StatusCode != HttpStatusCode.NoContent;
        return (answer.StatusCode, hasBody ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null);
    }

    /// <summary>A multi-tenant application of the publisher with a secret.</summary>
    internal async Task<(string ObjectId, string AppId, string Secret)> NewApplicationAsync(string audience = "AzureADMultipleOrgs")
    {
        var (_, app) = await GraphAsync(Accounts.Publisher, HttpMethod.Post, "applications", new
        {
            displayName = "Fabrikam",
            signInAudience = audience,
            web = new { redirectUris = (string[])["https://contoso.example/done"] },
        });
        var (_, password) = await GraphAsync(Accounts.Publisher, HttpMethod.Post, $"applications/{app!["id"]}/addPassword");
        return ((string)app["id"]!, (string)app["appId"]!, (string)password!["secretText"]!);
    }

    /// <summary>Signs in on the page that a sign-in flow begins with.</summary>
    internal Task<HttpResponseMessage> SignInAsync(string page, string name, string password) => SignInAsync(Http, page, name, password);

    internal static Task<HttpResponseMessage> SignInAsync(HttpClient http, string page, string name, string password) => http.PostAsync(
        new Uri("common/login", UriKind.Relative), Form(("flowToken", FlowToken(page)), ("login", name), ("passwd", password)));

    internal Task<HttpResponseMessage> DecideAsync(string page, string decision) => DecideAsync(Http, page, decision);

    internal static Task<HttpResponseMessage> DecideAsync(HttpClient http, string page, string decision) => http.PostAsync(
        new Uri("common/Consent/Set", UriKind.Relative), Form(("flowToken", FlowToken(page)), ("decision", decision)));

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static string FlowToken(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"flowToken\" value=\"([^\"]+)")]
    private static partial Regex Token();
}
