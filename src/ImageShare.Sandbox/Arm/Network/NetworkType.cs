using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

/// <summary>What the resources of Microsoft.Network share: names, etags, guids, references to each other.</summary>
internal abstract partial class NetworkType : ResourceType
{
    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Network;

    public override bool HasEtag => true;

    public override LongRunning Writing => LongRunning.Network(3);

    public override LongRunning Deleting => LongRunning.Network(10);

    public override string FirstState => "Updating";

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
        {
            throw ArmErrors.Network(
                "InvalidResourceName",
                $"Resource name {name} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it "
                + "must end with a word character or with '_'. "
                + "The name may contain word characters or '.', '-', '_'.");
        }
    }

    protected static void SetGuid(Draft draft) =>
        draft.Properties["resourceGuid"] = draft.Existing?.Properties.Text("resourceGuid") ?? Guid.NewGuid().ToString();

    /// <summary>Another resource that the body names: the caller may join it, it is there, in the region, and ready.</summary>
    protected static Resource? Join(Draft draft, JsonObject properties, string property, string type)
    {
        if (properties.Object(property) is not { } reference)
            return null;

        var id = draft.Link($"{type}/join/action", reference.Text("id"), $"properties.{property}.id");
        var found = draft.World.Resources.Find(id);
        var holder = found is { Location: null } ? draft.World.Resources.Find(id[..id.LastIndexOf('/', id.LastIndexOf('/') - 1)]) : found;
        // A subnet is where its network is.
        var place = draft.Location.Length > 0 ? draft.Location : draft.World.Resources.Find(draft.ParentId)?.Location;
        if (found is null || !Locations.Same(holder?.Location, place))
            throw InvalidReference(id, draft.Id);

        if (found.Properties.Text("provisioningState") is "Updating" or "Deleting")
            throw NotProvisioned(found, draft.Id);

        properties[property] = new JsonObject(Nodes.AnyCase) { ["id"] = found.Id };
        return found;
    }

    internal static ArmException InvalidReference(string id, string referrer) => ArmErrors.Network(
        "InvalidResourceReference",
        $"Resource {id} referenced by resource {referrer} was not found. Please make sure that the referenced resource exists, and that "
        + "both resources are in the same region.");

    private static ArmException NotProvisioned(Resource found, string referrer)
    {
        var kind = found.Type[(found.Type.LastIndexOf('/') + 1)..].TrimEnd('s');
        kind = kind.Replace("Addresse", "Address", StringComparison.Ordinal).Replace("publicIP", "publicIp", StringComparison.Ordinal);
        return new ArmException(StatusCodes.Status429TooManyRequests, "RetryableError", "A retryable error occurred.")
        {
            Details =
            [
                new JsonObject
                {
                    ["code"] = "ReferencedResourceNotProvisioned",
                    ["message"] = $"Cannot proceed with operation because resource {found.Id} used by resource {referrer} is not in "
                        + "Succeeded state. "
                        + $"Resource is in {found.Properties.Text("provisioningState")} state and the last operation that updated/is "
                        + $"updating the resource is Put{char.ToUpperInvariant(kind[0])}{kind[1..]}Operation.",
                },
            ],
        };
    }

    [GeneratedRegex(@"^\w$|^\w[\w.-]{0,78}[\w_]$")]
    private static partial Regex NameRule();
}

/// <summary>Who refers to whom: read from the interfaces, so that nothing is written down twice.</summary>
internal static class NetworkReferences
{
    public const string Interface = "Microsoft.Network/networkInterfaces";

    /// <summary>IP configurations that use a subnet or a public address.</summary>
    public static IEnumerable<JsonObject> IPConfigurations(World world, string property, string id) => world.Resources.OfType(Interface)
        .SelectMany(i => i.Properties.Objects("ipConfigurations"))
        .Where(c => Same(c.Text($"properties.{property}.id"), id));

    public static IEnumerable<Resource> InterfacesOf(World world, string securityGroupId) => world.Resources.OfType(Interface)
        .Where(i => Same(i.Properties.Text("networkSecurityGroup.id"), securityGroupId));

    public static IEnumerable<Resource> SubnetsOf(World world, string securityGroupId) => world.Resources.OfType(SubnetType.TypeName)
        .Where(s => Same(s.Properties.Text("networkSecurityGroup.id"), securityGroupId));

    public static Resource? MachineOf(World world, string interfaceId) => world.Resources.OfType("Microsoft.Compute/virtualMachines")
        .FirstOrDefault(m => m.Properties.Objects("networkProfile.networkInterfaces").Any(n => Same(n.Text("id"), interfaceId)));

    public static JsonArray Ids(IEnumerable<string?> ids) => [.. ids.Select(i => new JsonObject { ["id"] = i })];

    public static bool Same(string? left, string? right) =>
        left is not null && right is not null && left.TrimEnd('/').Equals(right.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
