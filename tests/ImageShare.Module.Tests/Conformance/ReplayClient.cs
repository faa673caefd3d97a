using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;

namespace ImageShare.Tests.Conformance;

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

    /// <summary>
    /// A machine from an image of the Marketplace, alone or in a template, is one from the publisher's gallery here; unless Azure did not
    /// find that image.
    /// </summary>
    public string WithOwnImage(string body, Exchange azure)
    {
        var whole = Exchange.Parse(body);
        var resources = whole?["properties"]?["template"]?["resources"] is JsonArray declared ? declared : [whole];
        var isMissing = Exchange.Member(azure.ErrorDetail, "target")?.ToString() == "imageReference";
        var machines = resources.Where(r => Profile(r)?["storageProfile"]?["imageReference"]?["offer"] is not null && !isMissing).ToList();
        foreach (var machine in machines)
        {
            Profile(machine)!["storageProfile"]!["imageReference"] = new JsonObject { ["id"] = server.Accounts.Publisher.ImageVersionId };
            if (machine!["properties"]!["hardwareProfile"] is { } hardware)
                hardware["vmSize"] = "Standard_D2s_v5";

            AddRegion($"{machine["location"]}");
        }

        return machines.Count > 0 ? whole!.ToJsonString() : body;
    }

    // Of a machine, or of a scale set.
    private static JsonNode? Profile(JsonNode? resource) =>
        resource?["properties"] is JsonObject properties ? properties["virtualMachineProfile"] ?? properties : null;

    private void AddRegion(string region) => server.World.Do(world =>
    {
        var version = world.Resources.Find(server.Accounts.Publisher.ImageVersionId)!;
        if (!version.IsAvailableIn(region))
            version.Properties["replicationStatus"]!["summary"]!.AsArray().Add(Replication.Entry(region, isDone: true));
    });

    public async Task<Exchange> SendAsync(string method, string address, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var token = Operation.IsGraph(request.RequestUri!) ? _graphToken : _armToken;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
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
        var endpoint = new Uri($"{server.Accounts.Publisher.TenantId}/oauth2/v2.0/token", UriKind.Relative);
        using var answer = await _http.PostAsync(endpoint, form);
        return (string)Exchange.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }
}
