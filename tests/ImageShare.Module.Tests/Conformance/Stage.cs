using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Conformance;

/// <summary>Brings the sandbox into the state in which Azure answered, where the recording does not show how it came about.</summary>
internal sealed partial class Stage(SandboxServer server)
{
    /// <summary>Every resource group that the recording names and does not make.</summary>
    public void AddResourceGroups(Recording recording)
    {
        var subscription = server.Accounts.Publisher.SubscriptionId;
        var made = recording.Exchanges.Where(e => e.Method == "PUT" && Group().Match(e.Uri) is { Success: true } m && !e.Uri.Contains("/providers/", StringComparison.Ordinal))
            .Select(e => Group().Match(e.Uri).Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = recording.Exchanges.SelectMany(e => Group().Matches($"{e.Uri} {e.RequestBody}")).Select(m => m.Groups[1].Value);
        foreach (var name in named.Distinct(StringComparer.OrdinalIgnoreCase).Where(n => !made.Contains(n)))
            Add($"/subscriptions/{subscription}/resourceGroups/{name}", null);
    }

    /// <summary>What the request refers to, and the resource itself with its parents when Azure had it. True when it had to be made.</summary>
    public bool Prepare(Exchange azure, string path, string? body, string? answer)
    {
        if (!azure.IsSuccess)
            return false;

        foreach (var id in ResourceId().Matches(body ?? "").Select(m => m.Value).Where(id => !path.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            Add(id, null);

        if (ResourceId().Match(path) is not { Success: true, Value: var own })
            return false;

        var isNew = azure is { Method: "PUT", Status: 201 };
        for (var parent = Parent(own); parent is not null; parent = Parent(parent))
            Add(parent, null);

        return !isNew && azure.Method is not "DELETE" && Add(own, azure.Method is "GET" or "PUT" ? answer : null);
    }

    private bool Add(string id, string? body) => server.World.Do(world =>
    {
        if (world.Resources.Find(id) is not null || world.FindSubscription(ResourceIds.Segment(id, "subscriptions")) is null)
            return false;

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

    private static string? Parent(string id)
    {
        var parent = id[..id.LastIndexOf('/', id.LastIndexOf('/') - 1)];
        return ResourceId().Match(parent) is { Success: true } match && match.Value == parent ? parent : null;
    }

    [GeneratedRegex("/subscriptions/[^/]+/resourceGroups/([^/?\"]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Group();

    [GeneratedRegex("/subscriptions/[^/]+/resourceGroups/[^/\"]+/providers/Microsoft[.](Compute|Network|ManagedIdentity)(/[A-Za-z]+/[^/\"?]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceId();
}
