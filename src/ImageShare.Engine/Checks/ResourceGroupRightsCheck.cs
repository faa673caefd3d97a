using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The builder needs rights on the resource group of the VM, for the VM and for its network.</summary>
internal sealed class ResourceGroupRightsCheck() : Check("ResourceGroupRights")
{
    private static readonly string[] s_machine =
    [
        "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.Compute/virtualMachines/write",
        "Microsoft.Network/networkInterfaces/write", "Microsoft.Network/networkInterfaces/join/action",
        "Microsoft.Network/networkSecurityGroups/write", "Microsoft.Network/networkSecurityGroups/join/action",
        "Microsoft.Network/publicIPAddresses/write", "Microsoft.Network/publicIPAddresses/join/action",
    ];

    private static readonly string[] s_network =
        ["Microsoft.Network/virtualNetworks/write", "Microsoft.Network/virtualNetworks/subnets/join/action"];

    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Consumer.GroupLocation.Refusal is { Code: "ResourceGroupNotFound" } missing)
        {
            return Fail(missing.Message,
                $"az group create --name {facts.Spec.ResourceGroupName} --location {facts.Location ?? "<region>"}", Party.Consumer);
        }

        if (facts.Consumer.GroupRights.Value is not { } rights)
            return Skip(facts.Consumer.GroupRights);
        var lacking = rights.Lacking(facts.Spec.SubnetId is null ? [.. s_machine, .. s_network] : s_machine);
        return lacking.Count == 0
            ? Pass($"The builder may make a VM and what it needs in {facts.Spec.ResourceGroupName}.")
            : Fail($"The builder may not in {facts.Spec.ResourceGroupName}: {string.Join(", ", lacking)}.",
                facts.GrantBuilder(facts.Consumer.Builder.Value!.SubscriptionId, facts.Spec.ResourceGroupName!), Party.Consumer);
    }
}
