using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A subnet that is elsewhere may be joined only with a right there.</summary>
internal sealed class SubnetRightsCheck() : Check("SubnetRights")
{
    private const string Join = "Microsoft.Network/virtualNetworks/subnets/join/action";

    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Consumer.SubnetRights.Value is not { } rights || facts.Spec.SubnetId is not { } subnet)
            return Skip(facts.Consumer.SubnetRights);
        var id = new ResourceIdentifier(subnet);
        return rights.Allow(Join)
            ? Pass($"The builder may join {id.Name}.")
            : Fail($"The builder may not {Join} at {subnet}.",
                facts.GrantBuilder(id.SubscriptionId!, id.ResourceGroupName!) + " -RoleDefinitionName 'Network Contributor'",
                Party.Consumer);
    }
}
