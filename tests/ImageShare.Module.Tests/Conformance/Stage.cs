using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Conformance;

/// <summary>Brings the sandbox into the state in which Azure answered, where the recording does not show how it came about.</summary>
internal sealed partial class Stage(SandboxServer server)
{
    // What was made up and may be replaced by what Azure shows later.
    private readonly HashSet<string> _outlines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resource groups that the recording names and does not make.</summary>
    public static IEnumerable<string> ResourceGroups(Recording recording)
    {
        var made = recording.Exchanges
            .Where(e => e.Method == "PUT" && !e.Uri.Contains("/providers/", StringComparison.Ordinal))
            .SelectMany(e => Names(e.Uri));
        return recording.Exchanges.SelectMany(e => Names($"{e.Uri} {e.RequestBody}")).Except(made, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the request refers to, and the resource itself with its parents when Azure had it. True when it had to be made.</summary>
    public bool Prepare(Exchange azure, string path, string? body, string? answer)
    {
        if (!azure.IsSuccess)
            return false;

        foreach (var id in ResourceId().Matches(body ?? "").Select(m => m.Value).Where(id => !path.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            Add(id, null);

        if (azure.Method == "PUT" && Exchange.Parse(body)?["properties"]?["principalId"] is { } principal)
            AddPrincipal(principal.ToString());

        if (ResourceId().Match(path) is not { Success: true, Value: var own })
            return false;

        var isNew = azure is { Method: "PUT", Status: 201 };
        for (var parent = Parent(own); parent is not null; parent = Parent(parent))
            Add(parent, null);

        return !isNew && azure.Method is not "DELETE" && Add(own, azure.Method is "GET" or "PUT" ? answer : null);
    }

    /// <summary>A user that Azure shows and that the sandbox has no way to make.</summary>
    public void AddUser(JsonNode shown) => server.World.Do(world => Directory(world).Users.Add(new User
    {
        Id = shown["id"]!.ToString(),
        DisplayName = shown["displayName"]!.ToString(),
        UserPrincipalName = shown["userPrincipalName"]!.ToString(),
        Created = world.Now,
    }));

    private void AddPrincipal(string id) => server.World.Do(world =>
    {
        if (Directory(world).FindPrincipal(id) is null)
        {
            Directory(world).ServicePrincipals.Add(
                new ServicePrincipal { Id = id, AppId = Guid.NewGuid().ToString(), DisplayName = id, Created = world.Now });
        }
    });

    private Tenant Directory(World world) => world.FindTenant(server.Accounts.Publisher.TenantId)!;

    private bool Add(string id, string? body) => server.World.Do(world =>
    {
        var isKnown = world.Resources.Find(id) is not null && !(body is not null && _outlines.Remove(id));
        if (isKnown || world.FindSubscription(ResourceIds.Segment(id, "subscriptions")) is null)
            return false;

        if (body is null)
            _outlines.Add(id);

        var whole = body is null ? [] : (JsonObject)JsonNode.Parse(body, Nodes.AnyCase)!;
        whole["id"] = id;
        whole["name"] ??= id[(id.LastIndexOf('/') + 1)..];
        whole["location"] ??= "westeurope";
        whole["properties"] ??= new JsonObject { ["provisioningState"] = "Succeeded" };
        world.Resources.Put(new Resource
        {
            Id = id,
            Type = id.Contains("/providers/", StringComparison.Ordinal) ? ArmPath.Parse(id).Type : ResourceIds.ResourceGroupType,
            Body = whole,
            Created = world.Now,
            Changed = world.Now,
        });
        return true;
    });

    private static IEnumerable<string> Names(string text) => Group().Matches(text).Select(m => m.Groups[1].Value);

    private static string? Parent(string id)
    {
        var parent = id[..id.LastIndexOf('/', id.LastIndexOf('/') - 1)];
        return ResourceId().Match(parent) is { Success: true } match && match.Value == parent ? parent : null;
    }

    [GeneratedRegex("/subscriptions/[^/]+/resourceGroups/([^/?\"]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Group();

    [GeneratedRegex("/subscriptions/[^/]+/resourceGroups/[^/\"]+/providers/Microsoft[.](?!Authorization|Resources)[A-Za-z]+(/(?!providers)[A-Za-z]+/[^/\"?]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceId();
}
