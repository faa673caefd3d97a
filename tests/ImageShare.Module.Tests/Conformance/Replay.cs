using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Microsoft.AspNetCore.Http;

namespace ImageShare.Tests.Conformance;

/// <summary>A difference between Azure and the sandbox, in one request of one recording.</summary>
internal sealed record Difference(string Request, string What, string Where);

/// <summary>Puts the requests of recordings to the sandbox and compares what it answers.</summary>
internal sealed class Replay
{
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> NotServedCodes =
        ["InvalidResourceNamespace", "InvalidResourceType", "NoRegisteredProviderFound", "InvalidApiVersionParameter", "HttpMethodNotSupported"];

    public List<Difference> Differences { get; } = [];

    public int Compared { get; private set; }

    /// <summary>Requests whose answer was needed as the state for others.</summary>
    public int Given { get; private set; }

    /// <summary>How often each operation was asked for that the sandbox does not serve.</summary>
    public SortedDictionary<string, int> NotServed { get; } = [];

    public async Task RunAsync(Recording recording, CancellationToken cancellationToken)
    {
        var clock = new ManualClock();
        clock.Advance(recording.Exchanges[0].Date - clock.GetUtcNow());
        var delays = Delays.None with { ResourceCreation = new(Work, Work), MachineCreation = new(Work, Work) };
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, Delays = delays }, cancellationToken);
        using var client = new ReplayClient(server);
        await client.SignInAsync();
        var stage = new Stage(server);
        var twins = new Twins();
        foreach (var id in recording.Exchanges.Select(e => ResourceIds.Segment(e.Uri, "subscriptions")?.Split('?')[0]).OfType<string>().Distinct())
            twins.Add(id, server.Accounts.Publisher.SubscriptionId);

        foreach (var group in Stage.ResourceGroups(recording).Distinct(StringComparer.OrdinalIgnoreCase))
            await client.AddResourceGroupAsync(group, cancellationToken);

        foreach (var (index, azure) in recording.Exchanges.Index())
        {
            if (azure.Status == StatusCodes.Status429TooManyRequests || (index > 0 && IsRepeat(azure, recording.Exchanges[index - 1])))
                continue;

            if (azure is { Method: "POST", Status: StatusCodes.Status201Created, Body: { } user } && azure.Uri.EndsWith("/v1.0/users", StringComparison.Ordinal))
                stage.AddUser(user);

            // What Azure had ended by then has ended here too.
            if (!azure.IsInProgress)
                clock.Advance(Work);

            var request = Operation.Name(azure.Method, azure.Uri);
            var address = Address(azure, twins, client);
            if (address is null)
            {
                CountNotServed(request);
                continue;
            }

            var body = azure.RequestBody is { } text ? client.WithOwnImage(twins.Translate(text)) : null;
            var isGiven = stage.Prepare(azure, new Uri(address).AbsolutePath, body, azure.Body is { } shown ? twins.Translate(shown.ToJsonString()) : null);
            if (azure.ErrorCode == "Authorization_RequestDenied")
                await client.LoseDirectoryRoleAsync();

            var ours = await client.SendAsync(azure.Method, address, body, cancellationToken);
            if (ours.ErrorCode != azure.ErrorCode && (NotServedCodes.Contains(ours.ErrorCode ?? "") || IsUnknownSegment(ours)))
            {
                CountNotServed(request);
                continue;
            }

            if (isGiven && azure.Method == "GET")
            {
                Given++;
                continue;
            }

            Compared++;
            Differences.AddRange(Comparison.Of(azure, ours, recording.KeepsRetryAfter)
                .Select(what => new Difference(request, what, $"{recording.Name}#{index}")));
            twins.Learn(azure, ours);
        }
    }

    // A poll that tells the same again.
    private static bool IsRepeat(Exchange azure, Exchange before) =>
        azure.Method == "GET" && before.Method == "GET" && azure.Uri == before.Uri
        && azure.Body?.ToJsonString() == before.Body?.ToJsonString();

    private static bool IsUnknownSegment(Exchange answer) =>
        answer.ErrorMessage?.StartsWith("Resource not found for the segment", StringComparison.Ordinal) == true;

    private static string? Address(Exchange azure, Twins twins, ReplayClient client)
    {
        var uri = new Uri(azure.Uri);
        if (Twins.IsPoll(azure.Uri))
            return twins.Poll(azure.Uri);

        return uri.Host switch
        {
            // An old client wrote two slashes at the start, which Azure takes for one.
            "management.azure.com" => client.Arm("/" + twins.Translate(uri.PathAndQuery).TrimStart('/')),
            "graph.microsoft.com" => client.Graph(twins.Translate(uri.PathAndQuery)),
            _ => null,
        };
    }

    private void CountNotServed(string request) => NotServed[request] = NotServed.GetValueOrDefault(request) + 1;
}

/// <summary>The publisher's administrator, who may do everything in its subscription and directory.</summary>
internal sealed class ReplayClient(SandboxServer server) : IDisposable
{
    private readonly HttpClient _http = SandboxFixture.Client(server);
    private string _armToken = "";
    private string _graphToken = "";

    public async Task SignInAsync()
    {
        var admin = server.Accounts.Publisher;
        _armToken = await TokenAsync(admin.AdminApplicationId, admin.AdminSecret, ".default");
        _graphToken = await TokenAsync(admin.AdminApplicationId, admin.AdminSecret, "graph/.default");
    }

    /// <summary>Goes on in Graph as an application without a role.</summary>
    public async Task LoseDirectoryRoleAsync()
    {
        using var calls = new ArmCalls(server);
        var (appId, secret, _, _) = calls.NewApplication();
        _graphToken = await TokenAsync(appId, secret, "graph/.default");
    }

    public string Arm(string pathAndQuery) => server.Uri.AbsoluteUri.TrimEnd('/') + pathAndQuery;

    public string Graph(string pathAndQuery) => server.Uri.AbsoluteUri + "graph" + pathAndQuery;

    public Task<Exchange> AddResourceGroupAsync(string name, CancellationToken cancellationToken) => SendAsync(
        "PUT", Arm($"/subscriptions/{server.Accounts.Publisher.SubscriptionId}/resourceGroups/{name}?api-version=2024-07-01"),
        """{ "location": "westeurope", "tags": {} }""", cancellationToken);

    /// <summary>A machine from an image of the Marketplace is one from the publisher's gallery here.</summary>
    public string WithOwnImage(string body)
    {
        var whole = Exchange.Parse(body);
        if (whole?["properties"]?["storageProfile"]?["imageReference"]?["offer"] is null)
            return body;

        whole["properties"]!["storageProfile"]!["imageReference"] = new JsonObject { ["id"] = server.Accounts.Publisher.ImageVersionId };
        whole["properties"]!["hardwareProfile"] = new JsonObject { ["vmSize"] = "Standard_D2s_v5" };
        return whole.ToJsonString();
    }

    public async Task<Exchange> SendAsync(string method, string address, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Operation.IsGraph(request.RequestUri!) ? _graphToken : _armToken);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, cancellationToken);
        var headers = answer.Headers.ToDictionary(h => h.Key, h => h.Value.First(), StringComparer.OrdinalIgnoreCase);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new Exchange(method, address, body, (int)answer.StatusCode, headers, Exchange.Parse(text));
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenAsync(string appId, string secret, string scope)
    {
        using var form = SandboxFixture.Form(
            ("grant_type", "client_credentials"), ("client_id", appId), ("client_secret", secret), ("scope", server.Uri + scope));
        using var answer = await _http.PostAsync(new Uri($"{server.Accounts.Publisher.TenantId}/oauth2/v2.0/token", UriKind.Relative), form);
        return (string)Exchange.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }
}
