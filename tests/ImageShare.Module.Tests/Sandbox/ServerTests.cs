using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traffic_tells_the_exchange_and_no_secret()
    {
        var path = Path.GetTempFileName();
        await using (var server = await SandboxServer.StartAsync(new SandboxOptions { TrafficPath = path }, Stop))
        {
            using var http = SandboxFixture.Client(server);
            using var answer = await PostAsync(http, server);
            var token = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["access_token"]!;
            var text = await File.ReadAllTextAsync(path, Stop);

            Assert.DoesNotContain(server.Accounts.Publisher.AdminSecret, text);
            Assert.DoesNotContain(token, text);
            Assert.DoesNotContain("eyJ", text);
        }

        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(path, Stop)))!;
        Assert.Equal(
            ["method", "url", "requestHeaders", "requestBody", "status", "responseHeaders", "responseBody", "elapsedMs"],
            line.AsObject().Select(p => p.Key).Take(8));
        Assert.Contains("\"tid\"", (string)line["responseBody"]!["access_token"]!);
        File.Delete(path);
    }

    [Fact]
    public async Task Faults_meet_the_request_they_name()
    {
        var rules = Path.GetTempFileName();
        await File.WriteAllTextAsync(rules, """
            [{ "method": "POST", "path": "/oauth2/v2\\.0/token$", "nth": 2, "status": 503,
               "headers": { "Retry-After": "1" }, "body": { "error": "busy" } },
             { "path": "^/graph/", "drop": true }]
            """, Stop);
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Faults = FaultRule.Read(rules) }, Stop);
        using var http = SandboxFixture.Client(server);

        using var first = await PostAsync(http, server);
        using var second = await PostAsync(http, server);
        using var third = await PostAsync(http, server);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            (HttpStatusCode[])[first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal("1", second.Headers.GetValues("Retry-After").Single());
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("graph/v1.0/organization", UriKind.Relative), Stop));
        File.Delete(rules);
    }

    [Fact]
    public async Task Latency_does_not_make_requests_wait_for_each_other()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Latency = TimeSpan.FromMilliseconds(300) }, Stop);
        using var http = SandboxFixture.Client(server);
        using var warm = await PostAsync(http, server);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(http, server))))
            answer.Dispose();

        Assert.InRange(watch.ElapsedMilliseconds, 300, 1500);
    }

    [Fact]
    public async Task The_files_say_how_to_connect_and_the_cloud_file_goes_with_the_server()
    {
        var ready = Path.GetTempFileName();
        string cloudFile;
        await using (var server = await SandboxServer.StartAsync(new SandboxOptions { ReadyFilePath = ready }, Stop))
        {
            var accounts = JsonNode.Parse(await File.ReadAllTextAsync(ready, Stop))!;
            cloudFile = (string)accounts["Environment"]!;
            var cloud = JsonNode.Parse(await File.ReadAllTextAsync(cloudFile, Stop))!;

            Assert.Equal(server.Accounts.Consumer.TenantId, (string?)accounts["Consumer"]!["TenantId"]);
            Assert.Equal(server.Uri.AbsoluteUri, (string?)cloud["resourceManager"]);
            Assert.StartsWith("-----BEGIN CERTIFICATE-----", (string)cloud["caCertificate"]!);
        }

        Assert.False(File.Exists(cloudFile));
        File.Delete(ready);
    }

    [Fact]
    public async Task A_new_principal_is_known_a_little_later()
    {
        var clock = new ManualClock();
        var delays = Delays.None with { PrincipalReplication = DelayRange.Seconds(60, 60), GraphReplication = DelayRange.Seconds(30, 30) };
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, Delays = delays }, Stop);
        var world = server.World;
        var (tenant, principal) = world.Do(w =>
        {
            var publisher = w.FindTenant(server.Accounts.Publisher.TenantId)!;
            var app = new Application { DisplayName = "New" };
            publisher.Applications.Add(app);
            return (publisher, w.AddServicePrincipal(publisher, publisher, app));
        });

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(principal.ListedFrom <= world.Now);
        Assert.False(principal.KnownFrom <= world.Now);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(principal.KnownFrom <= world.Now);
        Assert.Same(principal, tenant.FindServicePrincipal(principal.AppId));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, SandboxServer server) => http.PostAsync(
        new Uri($"{server.Accounts.Publisher.TenantId}/oauth2/v2.0/token", UriKind.Relative),
        SandboxFixture.Form(
            ("grant_type", "client_credentials"),
            ("client_id", server.Accounts.Publisher.AdminApplicationId),
            ("client_secret", server.Accounts.Publisher.AdminSecret),
            ("scope", $"{server.Uri}.default")),
        Stop);
}
