using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>Replay takes what was recorded and refuses all else, saying what is different.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private const string Made = "00000000-0000-4000-8000-000000000002";
    private const string Given = "00000000-0000-4000-8000-000000000001";
    private const string Path = $"subscriptions/{Given}/resourceGroups/rg/things/{Made}";

    private readonly Replay _replay = new(new Recording
    {
        Origin = Recording.Sandbox,
        Recorded = DateTimeOffset.UtcNow.AddDays(-30),
        ApiVersions = ["2024-01-01"],
        Variables = new Dictionary<string, string> { ["Consumer.SubscriptionId"] = Given },
        Entries =
        [
            new RecordingEntry(
                $"https://management.azure.com/{Path}?api-version=2024-01-01", "PUT",
                new Dictionary<string, string> { ["Content-Type"] = "application/json", ["x-ms-authorization-auxiliary"] = "Bearer ***" },
                JsonNode.Parse("""{ "size": "small", "until": "2026-01-01T00:00:00Z" }"""), 201,
                new Dictionary<string, string>
                {
                    ["Content-Type"] = "application/json",
                    ["Azure-AsyncOperation"] = $"https://management.azure.com/subscriptions/{Given}/operations/1",
                    ["Retry-After"] = "10",
                },
                JsonNode.Parse($$"""{ "name": "{{Made}}", "until": "{{DateTime.UtcNow.AddDays(-29):yyyy-MM-ddTHH:mm:ssZ}}" }""")),
        ],
    });

    private SandboxServer? _server;

    public async ValueTask InitializeAsync() => _server = await RecordingRun.ServeAsync(new ReplayRoom(_replay), new SandboxAccounts());

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task The_recorded_request_is_answered_at_this_address_in_this_time_with_this_clients_id()
    {
        var own = Guid.NewGuid().ToString();
        var (status, body, headers) = await SendAsync(Path.Replace(Made, own, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.Created, own), (status, (string?)body["name"]));
        Assert.True((DateTimeOffset)body["until"]! > DateTimeOffset.UtcNow);
        Assert.Equal($"{_server!.Uri}subscriptions/{Given}/operations/1", headers("Azure-AsyncOperation"));
        Assert.Equal("0", headers("Retry-After"));
        Assert.Empty(_replay.Missing);
    }

    [Theory]
    [InlineData("method: recorded PUT, sent PATCH", "PATCH")]
    [InlineData("api-version: recorded 2024-01-01, sent 2025-01-01", "PUT", "2025-01-01")]
    [InlineData("body .size: recorded small, sent large", "PUT", "2024-01-01", "large")]
    [InlineData("header x-ms-authorization-auxiliary: recorded Bearer ***, sent without", "PUT", "2024-01-01", "small", false)]
    [InlineData("path: recorded https://management.azure.com/", "PUT", "2024-01-01", "small", true, "22222222-2222-4222-8222-222222222222")]
    public async Task Anything_else_is_refused_with_the_difference(
        string difference, string method, string version = "2024-01-01", string size = "small", bool auxiliary = true, string subscription = Given)
    {
        var (status, body, _) = await SendAsync(Path.Replace(Given, subscription, StringComparison.Ordinal), method, version, size, auxiliary);

        Assert.Equal((HttpStatusCode.BadRequest, "RecordingMismatch"), (status, (string?)body["error"]!["code"]));
        var message = (string?)body["error"]!["message"];
        Assert.Contains($"Not in the recording: {method} https://management.azure.com/subscriptions/{subscription}", message, StringComparison.Ordinal);
        Assert.Contains($"  {difference}", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Single(_replay.Mismatches));
        Assert.Single(_replay.Missing);
    }

    [Fact]
    public async Task What_was_served_is_not_served_again()
    {
        await SendAsync(Path);
        var (status, body, _) = await SendAsync(Path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("which was served before", (string?)body["error"]!["message"], StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body, Func<string, string> Header)> SendAsync(
        string path, string method = "PUT", string version = "2024-01-01", string size = "small", bool auxiliary = true)
    {
        using var http = SandboxFixture.Client(_server!);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?api-version={version}");
        if (auxiliary)
            request.Headers.Add("x-ms-authorization-auxiliary", "Bearer ***");
        request.Content = new StringContent($$"""{ "size": "{{size}}", "until": "{{DateTime.UtcNow:O}}" }""", Encoding.UTF8);
        request.Content.Headers.ContentType = new("application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = answer.Headers.ToDictionary(h => h.Key, h => h.Value.Single());
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!, name => headers[name]);
    }
}
