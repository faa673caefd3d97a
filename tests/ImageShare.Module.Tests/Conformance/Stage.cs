using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Group = ImageShare.Sandbox.Cloud.Group;

namespace ImageShare.Tests.Conformance;

/// <summary>Brings the sandbox into the state in which Azure answered, where the recording does not show how it came about.</summary>
internal sealed partial class Stage(SandboxServer server)
{
    // Fewer cores than the recorded scale set wants.
    private const int SmallQuota = 100;

    private string _location = "westeurope";

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

    /// <summary>Those to whom the recording delegates, in the consumer's directory. Gives the tenants that it takes them from.</summary>
    public IReadOnlyList<string> AddManagingPrincipals(Recording recording)
    {
        var definitions = recording.Exchanges
            .Where(e => e.Method == "PUT" && e.Uri.Contains("/registrationDefinitions/", StringComparison.OrdinalIgnoreCase))
            .Select(e => Exchange.Parse(e.RequestBody)?["properties"]).OfType<JsonNode>().ToList();
        var principals = definitions.SelectMany(d => d["authorizations"]?.AsArray() ?? []).Select(a => $"{a?["principalId"]}").Distinct();
        server.World.Do(world => world.FindTenant(server.Accounts.Consumer.TenantId)!.Groups.AddRange(
            principals.Select(id => new Group { Id = id, DisplayName = id, Created = world.Now })));
        return [.. definitions.Select(d => $"{d["managedByTenantId"]}").Distinct()];
    }

    /// <summary>What the request refers to, and the resource itself with its parents when Azure had it. True when that was made.</summary>
    public bool Prepare(Exchange azure, string path, string? body, string? answer)
    {
        var sent = Exchange.Parse(body);
        _location = sent?["location"]?.ToString() ?? Exchange.Member(Exchange.Parse(answer), "location")?.ToString() ?? _location;
        if (azure.Method == "PUT" && sent?["properties"]?["principalId"] is { } principal)
            PrepareAssignment(azure, path, principal.ToString());

        if (azure.Cause?.EndsWith("/QuotaExceeded", StringComparison.Ordinal) == true)
            server.World.Do(world => world.FindSubscription(server.Accounts.Publisher.SubscriptionId)!.CoreLimits["cores"] = SmallQuota);

        if (!azure.IsSuccess)
            return false;

        AddPlan(path);
        var linked = ResourceId().Matches(body ?? "").Select(m => m.Value);
        var others = linked.Where(id => !path.StartsWith(id, StringComparison.OrdinalIgnoreCase) && !IsMadeBy(sent, id));
        foreach (var id in others)
            Add(id, null);

        if (azure.Method == "GET" && Exchange.Parse(answer)?["value"] is JsonArray list)
        {
            var shown = list.Where(item => ResourceId().IsMatch(item?["id"]?.ToString() ?? ""));
            return shown.Where(item => Add(item!["id"]!.ToString(), item.ToJsonString())).ToList() is [_, ..];
        }

        AddCommunityImage(path);
        if (ResourceId().Match(path) is not { Success: true, Value: var own })
            return false;

        var isNew = azure is { Method: "PUT", Status: 201 };
        AddParents(own);

        return !isNew && azure.Method is not "DELETE" && Add(own, azure.Method is "GET" or "PUT" ? answer : null);
    }

    private static bool IsMadeBy(JsonNode? deployment, string id) => deployment?["properties"]?["template"]?["resources"] is JsonArray made
        && made.Any(r => $"{id}/".Contains($"/providers/{r?["type"]}/{r?["name"]}/", StringComparison.OrdinalIgnoreCase));

    // An image of a community gallery that the recording uses, and does not make.
    private void AddCommunityImage(string path) => server.World.Do(world =>
    {
        var match = CommunityImage().Match(path);
        var gallery = world.Resources.OfType("Microsoft.Compute/galleries")
            .FirstOrDefault(g => g.Properties.ToJsonString().Contains($"\"{match.Groups["gallery"].Value}\"", StringComparison.Ordinal));
        var image = $"{gallery?.Id}/images/{match.Groups["image"].Value}";
        if (!match.Success || gallery is null || world.Resources.Find(image) is not null)
            return;

        ((JsonObject)gallery.Properties["sharingProfile"]!["communityGalleryInfo"]!)["communityGalleryEnabled"] = true;
        var region = match.Groups["region"].Value;
        Put(image, "images", """
            {"osType":"Linux","osState":"Generalized","hyperVGeneration":"V1","architecture":"x64","identifier":{}}
            """);
        Put($"{image}/versions/{match.Groups["version"].Value}", "images/versions", $$$"""
            {"publishingProfile":{"publishedDate":"{{{world.Now:O}}}","excludeFromLatest":false,"targetRegions":[{"name":"{{{region}}}"}]},
             "storageProfile":{"osDiskImage":{"sizeInGB":30,"hostCaching":"ReadWrite"}},
             "replicationStatus":{"summary":[{"region":"{{{region}}}","state":"Completed","progress":100}]}}
            """);

        void Put(string id, string type, string properties) => world.Resources.Put(new Resource
        {
            Id = id,
            Type = $"Microsoft.Compute/galleries/{type}",
            Body = new JsonObject(Nodes.AnyCase)
            {
                ["id"] = id,
                ["name"] = id[(id.LastIndexOf('/') + 1)..],
                ["location"] = gallery.Location,
                ["properties"] = JsonNode.Parse(properties, Nodes.AnyCase),
            },
            Created = world.Now,
            Changed = world.Now,
        });
    });

    // An offer that Azure had.
    private void AddPlan(string path)
    {
        if (Plan().Match(path) is not { Success: true } plan)
            return;

        var (publisher, offer, name) = (plan.Groups[1].Value, plan.Groups[2].Value, plan.Groups[3].Value);
        server.World.Do(world =>
        {
            if (world.Marketplace.Find(publisher, offer, name) is null)
                world.Marketplace.Plans.Add(new MarketplacePlan(publisher, offer, name));
        });
    }

    private void AddParents(string id)
    {
        for (var parent = Parent(id); parent is not null; parent = Parent(parent))
            Add(parent, null);
    }

    // Azure knew the principal or did not, and knew the assignment or did not.
    private void PrepareAssignment(Exchange azure, string path, string principal)
    {
        var scope = path[..path.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
        if (ResourceId().IsMatch(scope))
        {
            AddParents(scope);
            Add(scope, null);
        }

        if (azure.ErrorCode == "PrincipalNotFound")
            server.World.Do(world => Directory(world).ServicePrincipals.RemoveAll(p => p.HasId(principal)));
        else
            AddPrincipal(principal);

        if (azure.ErrorCode == "RoleAssignmentUpdateNotPermitted")
            AddAssignment(scope, path[(path.LastIndexOf('/') + 1)..]);
    }

    private void AddAssignment(string scope, string name) => server.World.Do(world => world.RoleAssignments.Add(new RoleAssignment
    {
        Name = name,
        Scope = scope,
        RoleDefinitionId = ArmCalls.Reader,
        PrincipalId = server.Accounts.Publisher.AdminObjectId,
        PrincipalType = "ServicePrincipal",
        Created = world.Now,
        EffectiveFrom = world.Now,
    }));

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
        whole["location"] ??= _location;
        // Seen because it was asked for.
        (whole["properties"] as JsonObject)?.Remove("instanceView");
        whole["properties"] ??= new JsonObject { ["provisioningState"] = "Succeeded", ["addressPrefix"] = "10.0.0.0/24" };
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

    [GeneratedRegex("/locations/(?<region>[^/]+)/communityGalleries/(?<gallery>[^/]+)/images/(?<image>[^/]+)/versions/(?<version>[^/]+)$")]
    private static partial Regex CommunityImage();

    [GeneratedRegex("/publishers/([^/]+)/offers/([^/]+)/plans/([^/]+)/agreements/", RegexOptions.IgnoreCase)]
    private static partial Regex Plan();

    [GeneratedRegex("/subscriptions/[^/]+/resourceGroups/([^/?\"]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Group();

    [GeneratedRegex(
        "/subscriptions/[^/]+/resourceGroups/[^/\"]+/providers/Microsoft[.](?!Authorization|Resources)[A-Za-z]+(/(?!providers)[A-Za-z]+/[^/\"?]+)+",
        RegexOptions.IgnoreCase)]
    private static partial Regex ResourceId();
}
