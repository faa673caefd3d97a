using ImageShare.Engine.Access;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The builder needs rights on the resource group of the VM, for the VM and for its network.</summary>
internal sealed class ResourceGroupRightsCheck() : Check("ResourceGroupRights")
{
    private const string NetworkOfItsOwn = "Microsoft.Network/virtualNetworks/";

    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Consumer.GroupLocation.Refusal is { Code: "ResourceGroupNotFound" } missing)
        {
            return Fail(missing.Message,
                $"az group create --name {facts.Spec.ResourceGroupName} --location {facts.Location ?? "<region>"}", Party.Consumer);
        }

        if (facts.Consumer.GroupRights.Value is not { } rights)
            return Skip(facts.Consumer.GroupRights);
        var needed = DocumentedPermissions.Actions(
            "New-SharedImageVM", "consumer", "resource group", "with a public IP address (unless -NoPublicIp)");
        var lacking = rights.Lacking(
            needed.Where(a => facts.Spec.SubnetId is null || !a.StartsWith(NetworkOfItsOwn, StringComparison.Ordinal)));
        return lacking.Count == 0
            ? Pass($"The builder may make a VM and what it needs in {facts.Spec.ResourceGroupName}.")
            : Fail($"The builder may not in {facts.Spec.ResourceGroupName}: {string.Join(", ", lacking)}.",
                facts.GrantBuilder(facts.Consumer.Builder.Value!.SubscriptionId, facts.Spec.ResourceGroupName!), Party.Consumer);
    }
}
