using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

internal sealed class NetworkSecurityGroupType : NetworkType
{
    private static readonly string[] Required = ["priority", "direction", "access", "protocol"];

    private static readonly string[] Lists =
        ["sourcePortRanges", "destinationPortRanges", "sourceAddressPrefixes", "destinationAddressPrefixes"];

    public const string TypeName = "Microsoft.Network/networkSecurityGroups";

    public override string Name => TypeName;

    public override void Prepare(Draft draft)
    {
        draft.Properties.Default("securityRules", new JsonArray());
        foreach (var rule in draft.Properties.Objects("securityRules"))
            Check(rule);

        var conflict = draft.Properties.Objects("securityRules")
            .GroupBy(r => (r.Number("properties.priority"), r.Text("properties.direction")?.ToLowerInvariant()))
            .FirstOrDefault(g => g.Count() > 1);
        if (conflict is not null)
        {
            var names = conflict.Select(r => r.Text("name")).ToList();
            throw ArmErrors.Network(
                "SecurityRuleConflict",
                $"Security rule {names[1]} conflicts with rule {names[0]}. Rules cannot have the same Priority and Direction. To learn "
                + "more, see aka.ms/nsgrules.");
        }

        Complete(draft.Id, draft.Properties.Objects("securityRules"), "securityRules");
        var defaults = DefaultRules();
        Complete(draft.Id, [.. defaults.Cast<JsonObject>()], "defaultSecurityRules");
        draft.Properties["defaultSecurityRules"] = defaults;
        SetGuid(draft);
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        var properties = shown.Child("properties");
        foreach (var rule in properties.Objects("securityRules").Concat(properties.Objects("defaultSecurityRules")))
        {
            rule["etag"] = shown.Text("etag");
            rule.Child("properties")["provisioningState"] = properties.Text("provisioningState");
        }

        var interfaces = NetworkReferences.InterfacesOf(call.World, resource.Id).Select(i => i.Id).ToList();
        if (interfaces.Count > 0)
            properties["networkInterfaces"] = NetworkReferences.Ids(interfaces);

        var subnets = NetworkReferences.SubnetsOf(call.World, resource.Id).Select(s => s.Id).ToList();
        if (subnets.Count > 0)
            properties["subnets"] = NetworkReferences.Ids(subnets);

        return shown;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        var users = NetworkReferences.InterfacesOf(world, resource.Id)
            .Concat(NetworkReferences.SubnetsOf(world, resource.Id)).Select(r => r.Id).ToList();
        if (users.Count > 0)
        {
            throw ArmErrors.Network(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                $"Network security group {resource.Id} cannot be deleted because it is in use by the following resources: "
                + $"{string.Join(", ", users)}. "
                + "In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, "
                + "see aka.ms/deletensg.");
        }
    }

    private static void Check(JsonObject rule)
    {
        var name = rule.Text("name");
        if (Required.FirstOrDefault(r => rule.At($"properties.{r}") is null) is { } missing)
            throw ArmErrors.Network("SecurityRuleParameterMissing", $"Security rule {name} lacks the required parameter {missing}.");

        if (rule.Number("properties.priority") is < 100 or > 4096)
        {
            throw ArmErrors.Network(
                "SecurityRuleInvalidPriority", $"Security rule has invalid Priority. Value provided: {rule.Number("properties.priority")} "
                + "Allowed range 100-4096.");
        }
    }

    private static void Complete(string groupId, IEnumerable<JsonObject> rules, string kind)
    {
        foreach (var rule in rules)
        {
            rule["id"] = $"{groupId}/{kind}/{rule.Text("name")}";
            rule["type"] = $"Microsoft.Network/networkSecurityGroups/{kind}";
            var properties = rule.Child("properties");
            foreach (var list in Lists)
                properties.Default(list, new JsonArray());
        }
    }

    private static JsonArray DefaultRules() =>
    [
        Rule(
            "AllowVnetInBound", "Allow inbound traffic from all VMs in "
            + "VNET", "VirtualNetwork", "VirtualNetwork", "Allow", 65000, "Inbound"),
        Rule(
            "AllowAzureLoadBalancerInBound", "Allow inbound traffic from azure load "
            + "balancer", "AzureLoadBalancer", "*", "Allow", 65001, "Inbound"),
        Rule("DenyAllInBound", "Deny all inbound traffic", "*", "*", "Deny", 65500, "Inbound"),
        Rule(
            "AllowVnetOutBound", "Allow outbound traffic from all VMs to all VMs in "
            + "VNET", "VirtualNetwork", "VirtualNetwork", "Allow", 65000, "Outbound"),
        Rule("AllowInternetOutBound", "Allow outbound traffic from all VMs to Internet", "*", "Internet", "Allow", 65001, "Outbound"),
        Rule("DenyAllOutBound", "Deny all outbound traffic", "*", "*", "Deny", 65500, "Outbound"),
    ];

    private static JsonObject Rule(
        string name, string description, string source, string destination, string access, int priority, string direction) => new()
    {
        ["name"] = name,
        ["properties"] = new JsonObject
        {
            ["description"] = description,
            ["protocol"] = "*",
            ["sourcePortRange"] = "*",
            ["destinationPortRange"] = "*",
            ["sourceAddressPrefix"] = source,
            ["destinationAddressPrefix"] = destination,
            ["access"] = access,
            ["priority"] = priority,
            ["direction"] = direction,
        },
    };
}
