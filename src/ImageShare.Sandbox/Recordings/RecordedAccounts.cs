using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Who a recording's script signs in as: <c>$Sandbox</c> as flat variables, without its secrets.</summary>
internal static class RecordedAccounts
{
    private const string Hidden = "***";

    // A recording has neither: they are addresses and secrets of the machine that it was made on.
    private static readonly string[] OfTheMachine =
        [nameof(SandboxAccounts.Environment), nameof(SandboxAccounts.IdentityEndpoint), nameof(SandboxAccounts.IdentityHeader),
            nameof(SandboxAccounts.WorkloadIssuer)];

    private static readonly string[] Secret = [nameof(TenantAccount.AdminSecret), nameof(TenantAccount.UserPassword)];

    private static readonly JsonSerializerOptions Format = new() { PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate };

    /// <summary>Reads a ready file, or one of the same shape that names the tenants of Azure to record in.</summary>
    public static SandboxAccounts ReadFile(string path)
    {
        try
        {
            return Parse(JsonNode.Parse(File.ReadAllText(path)));
        }
        catch (JsonException exception)
        {
            throw new UserException($"{path} does not name accounts. {exception.Message}", exception);
        }
    }

    public static IReadOnlyDictionary<string, string> Write(SandboxAccounts accounts) =>
        Sides(accounts).SelectMany(side => side.Value!.AsObject().Select(p => (Name: $"{side.Key}.{p.Key}", p.Key, Value: (string?)p.Value)))
            .Where(p => p.Value is { Length: > 0 })
            .ToDictionary(p => p.Name, p => Secret.Contains(p.Key) ? Hidden : p.Value!);

    public static SandboxAccounts Read(IReadOnlyDictionary<string, string> variables)
    {
        var accounts = new JsonObject();
        foreach (var (name, value) in variables)
        {
            if (name.Split('.') is not [var side, var property])
                continue;

            if (accounts[side] is null)
                accounts[side] = new JsonObject();
            accounts[side]![property] = value;
        }

        return Parse(accounts);
    }

    public static IEnumerable<string> Secrets(SandboxAccounts accounts) =>
        [accounts.IdentityHeader, .. Sides(accounts).SelectMany(side => Secret.Select(name => (string?)side.Value![name] ?? ""))];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sides(SandboxAccounts accounts) =>
        JsonSerializer.SerializeToNode(accounts)!.AsObject().Where(p => !OfTheMachine.Contains(p.Key));

    private static SandboxAccounts Parse(JsonNode? node) =>
        node.Deserialize<SandboxAccounts>(Format) ?? throw new JsonException("It is empty.");
}
