using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Host;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>record and replay as they are started, with a sandbox in the place of Azure.</summary>
public sealed class RecordAndReplayTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-tests-");
    private SandboxServer? _upstream;

    private string Recorded => Path.Combine(_folder.FullName, "flow.json");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _upstream = await SandboxServer.StartAsync(
        new SandboxOptions { Delays = Delays.None, ReadyFilePath = Path.Combine(_folder.FullName, "upstream.json") }, Stop);

    public async ValueTask DisposeAsync()
    {
        await _upstream!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_recorded_replays_and_the_verb_says_so()
    {
        var recorded = await RecordAsync();
        Assert.Equal((0, ""), (recorded.ExitCode, recorded.Error));
        Assert.Contains($"Recording into {Recorded}.", recorded.Output, StringComparison.Ordinal);
        Assert.Contains($"3 exchanges are in {Recorded}. Read it before you give it away.", recorded.Output, StringComparison.Ordinal);
        var recording = Recording.Read(Recorded);
        Assert.Equal((Recording.Sandbox, "2021-04-01"), (recording.Origin, Assert.Single(recording.ApiVersions)));

        var replayed = await ReplayAsync(Flow());

        Assert.Equal((0, ""), (replayed.ExitCode, replayed.Error));
        Assert.Contains($"Serving 3 exchanges of {Recorded}, origin sandbox.", replayed.Output, StringComparison.Ordinal);
        Assert.EndsWith("All of the recording was asked for, and nothing else.\n", replayed.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  body .tags.team: recorded images, sent machines", "2021-04-01", "machines", true)]
    [InlineData("  header x-ms-authorization-auxiliary: recorded Bearer {", "2021-04-01", "images", false)]
    [InlineData("  api-version: recorded 2021-04-01, sent 2022-09-01", "2022-09-01", "images", true)]
    public async Task A_difference_is_printed_and_the_end_is_1(string difference, string version, string team, bool auxiliary)
    {
        await RecordAsync();

        var replayed = await ReplayAsync(Flow(version, team, auxiliary));

        Assert.Equal(1, replayed.ExitCode);
        Assert.Contains("Not in the recording: PUT https://management.azure.com/subscriptions/", replayed.Error, StringComparison.Ordinal);
        Assert.Contains("Nearest is entry 2: PUT ", replayed.Error, StringComparison.Ordinal);
        Assert.Contains(difference, replayed.Error, StringComparison.Ordinal);
        Assert.Contains("Never asked for: entry 2: PUT ", replayed.Error, StringComparison.Ordinal);
        Assert.EndsWith("Not in the recording: 1. Never asked for: 1.\n", replayed.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_named_at_the_end()
    {
        await RecordAsync();

        var replayed = await ReplayAsync((_, _) => Task.CompletedTask);

        Assert.Equal(1, replayed.ExitCode);
        Assert.Contains("Never asked for: entry 1: POST https://login.microsoftonline.com/", replayed.Error, StringComparison.Ordinal);
        Assert.EndsWith("Not in the recording: 0. Never asked for: 3.\n", replayed.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_was_asked_for()
    {
        var recorded = await RecordAsync((_, _) => Task.CompletedTask);

        Assert.Equal((1, false), (recorded.ExitCode, File.Exists(Recorded)));
        Assert.Contains("is not written: nothing was asked for.", recorded.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_that_does_not_answer_is_named_and_not_recorded()
    {
        var cloud = CloudFile.Read(_upstream!.Accounts.Environment) with { Authority = "https://127.0.0.1:1/" };
        var path = Path.Combine(_folder.FullName, "closed.json");
        cloud.Write(path);

        var recorded = await RecordAsync(
            async (http, accounts) => await Assert.ThrowsAsync<HttpRequestException>(() => SignInAsync(http, accounts.Consumer)), path);

        Assert.Equal(1, recorded.ExitCode);
        Assert.Contains("No answer from https://127.0.0.1:1:", recorded.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was asked for", recorded.Error, StringComparison.Ordinal);
    }

    private Task<ScriptRun> RecordAsync(Func<HttpClient, SandboxAccounts, Task>? ask = null, string? upstream = null) => WhileAsync(ask ?? Flow(),
        "record", "--out", Recorded, "--upstream", upstream ?? _upstream!.Accounts.Environment, "--accounts", Path.Combine(_folder.FullName, "upstream.json"));

    private Task<ScriptRun> ReplayAsync(Func<HttpClient, SandboxAccounts, Task> ask) => WhileAsync(ask, "replay", Recorded);

    // Signs in, makes a resource group, reads it.
    private static Func<HttpClient, SandboxAccounts, Task> Flow(string version = "2021-04-01", string team = "images", bool auxiliary = true) => async (http, accounts) =>
    {
        var token = await SignInAsync(http, accounts.Consumer);
        var group = $"subscriptions/{accounts.Consumer.SubscriptionId}/resourcegroups/rg-recorded";
        using var put = new HttpRequestMessage(HttpMethod.Put, $"{group}?api-version={version}");
        put.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (auxiliary)
            put.Headers.Add("x-ms-authorization-auxiliary", $"Bearer {token}");
        put.Content = new StringContent($$"""{ "location": "westeurope", "tags": { "team": "{{team}}" } }""", Encoding.UTF8, "application/json");
        using var made = await http.SendAsync(put, Stop);
        using var get = new HttpRequestMessage(HttpMethod.Get, $"{group}?api-version=2021-04-01");
        get.Headers.Authorization = put.Headers.Authorization;
        using var read = await http.SendAsync(get, Stop);
    };

    private static async Task<string> SignInAsync(HttpClient http, ConsumerAccount account)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = account.AdminApplicationId, ["client_secret"] = account.AdminSecret,
            ["scope"] = $"{http.BaseAddress}.default",
        });
        using var answer = await http.PostAsync($"{account.TenantId}/oauth2/v2.0/token", form, Stop);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["access_token"]!;
    }

    // Starts the verb, asks once it listens, and interrupts it.
    private async Task<ScriptRun> WhileAsync(Func<HttpClient, SandboxAccounts, Task> ask, params string[] words)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var ready = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.json");
        var running = SandboxCommandLine.InvokeAsync([.. words, "--ready-file", ready], new Terminal(output, error), interrupt.Token);
        while (!File.Exists(ready) && !running.IsCompleted)
            await Task.Delay(20, Stop);
        try
        {
            var accounts = RecordedAccounts.ReadFile(ready);
            var cloud = CloudFile.Read(accounts.Environment);
            using var http = SandboxFixture.Client(new Uri(cloud.ResourceManager), cloud.CaCertificate);
            await ask(http, accounts);
        }
        finally
        {
            await interrupt.CancelAsync();
        }

        return new ScriptRun(await running, output.ToString(), error.ToString());
    }
}
