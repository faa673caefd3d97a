using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Sandbox;

internal sealed record ArmReply(HttpStatusCode Status, JsonObject? Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => (string?)Body?["error"]?["code"];

    public string Message => (string)Body!["error"]!["message"]!;

    public string State => (string)Body!["properties"]!["provisioningState"]!;
}

/// <summary>Calls to Resource Manager over HTTP, and the usual first steps of a share.</summary>
internal sealed class ArmCalls(SandboxServer server) : IDisposable
{
    public const string ImageReader = "cf7c76d2-98a3-4358-a134-615aa78bf44d";
    public const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    public const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private readonly HttpClient _http = SandboxFixture.Client(server);

    public SandboxServer Server => server;

    public PublisherAccount Publisher => server.Accounts.Publisher;

    public ConsumerAccount Consumer => server.Accounts.Consumer;

    public string Group => $"/subscriptions/{Consumer.SubscriptionId}/resourceGroups/{Consumer.ResourceGroupName}";

    public string Gallery => Publisher.ImageId[..Publisher.ImageId.IndexOf("/images/", StringComparison.Ordinal)];

    public void Dispose() => _http.Dispose();

    public Task<string> AdminTokenAsync(TenantAccount account) =>
        TokenAsync(account.TenantId, account.AdminApplicationId, account.AdminSecret);

    public async Task<string> TokenAsync(string tenantId, string appId, string secret)
    {
        using var form = SandboxFixture.Form(
            ("grant_type", "client_credentials"), ("client_id", appId), ("client_secret", secret), ("scope", $"{server.Uri}.default"));
        using var answer = await _http.PostAsync(new Uri($"{tenantId}/oauth2/v2.0/token", UriKind.Relative), form);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!;
    }

    public async Task<ArmReply> SendAsync(
        string? token, HttpMethod method, string path, object? body = null, string version = "2024-07-01", params string[] auxiliary)
    {
        // A poll address comes whole and is used as it is.
        var address = path.StartsWith("http", StringComparison.Ordinal) || version.Length == 0
            ? path
            : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={version}";
        using var request = new HttpRequestMessage(method, new Uri(server.Uri, address));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);

        if (auxiliary.Length > 0)
            request.Headers.Add("x-ms-authorization-auxiliary", string.Join(", ", auxiliary.Select(a => $"Bearer {a}")));

        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        using var answer = await _http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        return new ArmReply(
            answer.StatusCode, said.Length > 0 ? JsonNode.Parse(said) as JsonObject : null,
            answer.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<ArmReply> GetAsync(string? token, string path, string version = "2024-07-01") =>
        SendAsync(token, HttpMethod.Get, path, null, version);

    public Task<ArmReply> PutAsync(string? token, string path, object body, string version = "2024-07-01", params string[] auxiliary) =>
        SendAsync(token, HttpMethod.Put, path, body, version, auxiliary);

    /// <summary>What a deployment's poll address says at its end.</summary>
    public async Task<ArmReply> EndAsync(string token, ArmReply deployed)
    {
        while (true)
        {
            var status = await GetAsync(token, deployed.Headers["Azure-AsyncOperation"]);
            if ((string?)status.Body!["status"] is not ("Accepted" or "Running"))
                return status;
        }
    }

    public Task<ArmReply> NetworkAsync(string token, string typeAndName, object body) =>
        PutAsync(token, $"{Group}/providers/Microsoft.Network/{typeAndName}", body, "2024-05-01");

    public Task<ArmReply> MachineAsync(string token, string name, JsonObject machine, params string[] auxiliary) =>
        PutAsync(token, MachineId(name), machine, "2024-07-01", auxiliary);

    public Task<ArmReply> AssignAsync(
        string token, string scope, string roleId, string principalId, string? name = null, string? principalType = "ServicePrincipal")
    {
        var roleDefinitionId = $"/providers/Microsoft.Authorization/roleDefinitions/{roleId}";
        return PutAsync(
            token, $"{scope}/providers/Microsoft.Authorization/roleAssignments/{name ?? Guid.NewGuid().ToString()}",
            new { properties = new { roleDefinitionId, principalId, principalType } }, "2022-04-01");
    }

    /// <summary>A multi-tenant application of the publisher, known in both tenants.</summary>
    public (string AppId, string Secret, string PublisherObjectId, string ConsumerObjectId) NewApplication() => server.World.Do(world =>
    {
        var home = world.FindTenant(Publisher.TenantId)!;
        var application = new Application { DisplayName = "Share", SignInAudience = "AzureADMultipleOrgs" };
        var secret = new PasswordCredential(Guid.NewGuid().ToString(), null, SecretText.New(), world.Now, world.Now.AddDays(1));
        application.PasswordCredentials.Add(secret);
        home.Applications.Add(application);
        var inPublisher = world.AddServicePrincipal(home, home, application);
        var inConsumer = world.AddServicePrincipal(world.FindTenant(Consumer.TenantId)!, home, application);
        return (application.AppId, secret.SecretText, inPublisher.Id, inConsumer.Id);
    });

    /// <summary>Network and interface, ready for a machine.</summary>
    public async Task<string> NewInterfaceAsync(string token, string name)
    {
        await NetworkAsync(token, "virtualNetworks/vnet", new
        {
            location = "westeurope",
            properties = new
            {
                addressSpace = new { addressPrefixes = (string[])["10.0.0.0/16"] },
                subnets = (object[])[new { name = "default", properties = new { addressPrefix = "10.0.0.0/24" } }],
            },
        });
        var reply = await NetworkAsync(token, $"networkInterfaces/{name}", Interface("default"));
        return (string)reply.Body!["id"]!;
    }

    public object Interface(string subnet, string? addressId = null) => new
    {
        location = "westeurope",
        properties = new
        {
            ipConfigurations = (object[])
            [
                new
                {
                    name = "ipconfig1",
                    properties = new
                    {
                        subnet = new { id = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/{subnet}" },
                        publicIPAddress = addressId is null ? null : new { id = addressId },
                    },
                },
            ],
        },
    };

    public static JsonObject Machine(string interfaceId, string imageId) => new()
    {
        ["location"] = "westeurope",
        ["properties"] = new JsonObject
        {
            ["hardwareProfile"] = new JsonObject { ["vmSize"] = "Standard_D2s_v5" },
            ["storageProfile"] = new JsonObject
            {
                ["imageReference"] = new JsonObject { ["id"] = imageId },
                ["osDisk"] = new JsonObject { ["createOption"] = "FromImage" },
            },
            ["osProfile"] = new JsonObject { ["adminUsername"] = "azureuser", ["adminPassword"] = "Pa55word!long" },
            ["networkProfile"] = new JsonObject { ["networkInterfaces"] = new JsonArray(new JsonObject { ["id"] = interfaceId }) },
        },
    };

    public string MachineId(string name) => $"{Group}/providers/Microsoft.Compute/virtualMachines/{name}";
}
