using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

internal sealed class SubnetType : NetworkType
{
    public const string TypeName = "Microsoft.Network/virtualNetworks/subnets";

    // From this version on a new subnet has no way out of its own.
    private const string PrivateSince = "2025-07-01";
    private const int LongestPrefix = 29;

    public override string Name => TypeName;

    public override bool HasLocation => false;

    public override void Prepare(Draft draft)
    {
        var network = draft.World.Resources.Find(draft.ParentId)!;
        var range = Range(draft.Properties, draft.Id);
        var spaces = network.Properties.Texts("addressSpace.addressPrefixes").Select(s => AddressRange.Parse(s, network.Id));
        var others = draft.World.Resources.Under(network.Id, TypeName).Where(s => s != draft.Existing)
            .Select(s => (s.Name, Range(s.Properties, s.Id)));
        CheckRanges(network.Name, [.. spaces], [.. others, (draft.Name, range)]);
        if (draft.Existing is { } existing && existing.Properties.Text("addressPrefix") != range.Text)
            RequireFree(draft.World, existing);

        Complete(draft, draft.Properties);
    }

    public override JsonObject Show(ArmCall call, Resource resource) => ShowSubnet(call.World, resource);

    public override void RequireUnused(World world, Resource resource) => RequireFree(world, resource);

    public static JsonObject ShowSubnet(World world, Resource subnet)
    {
        var shown = (JsonObject)subnet.Body.DeepClone();
        var users = NetworkReferences.IPConfigurations(world, "subnet", subnet.Id).Select(c => c.Text("id")).ToList();
        if (users.Count > 0)
            shown.Child("properties")["ipConfigurations"] = NetworkReferences.Ids(users);

        return shown;
    }

    public static void RequireFree(World world, Resource subnet)
    {
        if (NetworkReferences.IPConfigurations(world, "subnet", subnet.Id).FirstOrDefault() is { } user)
        {
            throw ArmErrors.Network(
                "InUseSubnetCannotBeDeleted",
                $"Subnet {subnet.Name} is in use by {user.Text("id")} and cannot be deleted. In order to delete the subnet, delete all "
                + "the resources within the subnet. See aka.ms/deletesubnet.");
        }
    }

    public static AddressRange Range(JsonObject properties, string id)
    {
        var prefix = properties.Text("addressPrefix") ?? (properties.Texts("addressPrefixes") is [var first, ..] ? first : null)
            ?? throw ArmErrors.Network("InvalidAddressPrefixFormat", $"Address prefix string for resource {id} cannot be null or empty.");
        return AddressRange.Parse(prefix, id);
    }

    public static void CheckRanges(
        string network, IReadOnlyList<AddressRange> spaces, IReadOnlyList<(string Name, AddressRange Range)> subnets)
    {
        for (var i = 0; i < subnets.Count; i++)
        {
            var (name, range) = subnets[i];
            if (!spaces.Any(s => s.Contains(range)))
            {
                throw ArmErrors.Network(
                    "NetcfgSubnetRangeOutsideVnet",
                    $"Subnet '{name}' is not valid because its IP address range is outside the IP address range of virtual network "
                    + $"'{network}'.");
            }

            if (range is { IsIPv4: true, PrefixLength: > LongestPrefix })
                throw ArmErrors.Network("NetcfgInvalidSubnet", $"Subnet '{name}' is not valid in virtual network '{network}'.");

            if (subnets.Take(i).Any(s => s.Range.Overlaps(range)))
            {
                throw ArmErrors.Network(
                    "NetcfgSubnetRangesOverlap",
                    $"Subnet '{name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual "
                    + $"network '{network}'.");
            }
        }
    }

    public static void Complete(Draft draft, JsonObject properties)
    {
        Join(draft, properties, "networkSecurityGroup", NetworkSecurityGroupType.TypeName);
        Join(draft, properties, "natGateway", NatGatewayType.TypeName);
        properties.Default("delegations", new JsonArray())
            .Default("privateEndpointNetworkPolicies", "Disabled").Default("privateLinkServiceNetworkPolicies", "Enabled");
        if (string.CompareOrdinal(draft.Call.ApiVersion, PrivateSince) >= 0)
            properties.Default("defaultOutboundAccess", false);
    }

    /// <summary>A subnet that came inside its network's body.</summary>
    public static void Put(World world, Resource network, string name, JsonObject properties)
    {
        var id = $"{network.Id}/subnets/{name}";
        properties["provisioningState"] = "Updating";
        var subnet = world.Resources.Find(id) ?? new Resource { Id = id, Type = TypeName, Created = world.Now, Body = [] };
        subnet.Changed = world.Now;
        subnet.Body = new JsonObject(Nodes.AnyCase)
        {
            ["name"] = name,
            ["id"] = id,
            ["etag"] = network.Body.Text("etag"),
            ["properties"] = properties,
            ["type"] = TypeName,
        };
        world.Resources.Put(subnet);
    }
}
