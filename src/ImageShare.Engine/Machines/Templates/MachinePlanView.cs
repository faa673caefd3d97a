using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>A plan as it is shown: all that would be sent, without secrets.</summary>
internal static class MachinePlanView
{
    public static SharedImageVMPlan Of(Builder builder, MachineOrder order)
    {
        var (spec, machine) = (order.Spec, order.Machine);
        if (machine.OSProfile is { } profile)
            (profile.AdminPassword, profile.CustomData) = (null, null);
        return new()
        {
            TenantId = builder.TenantId,
            SubscriptionId = builder.SubscriptionId,
            ResourceGroupName = spec.ResourceGroupName,
            ImageTenantId = order.Access.OwnerTenantId,
            NeedsPassword = spec.AdminPassword is not null,
            NeedsSshKey = spec.GenerateSshKey && machine.OSProfile?.LinuxConfiguration?.SshPublicKeys.Count is 0,
            NeedsCustomData = spec.CustomData is not null,
            IsSpecialized = AdministratorRules.IsSpecialized(order.Access.Image),
            Resources = [.. order.Plan.Nodes.Where(node => node.Kind != NodeKind.PlanTerms).Select(node => Show(node, order))],
        };
    }

    private static PlannedResource Show(PlanNode node, MachineOrder order)
    {
        var type = node.Id.ResourceType.ToString();
        if (node.Kind == NodeKind.VirtualMachine)
        {
            foreach (var (name, value) in order.Spec.Tags)
                order.Machine.Tags[name] = value;
            var (machine, version) = MachineJson.Of(node.Id, order.Machine);
            return new(node.Id.ToString(), type, version, node.Exists, machine.ToJsonString());
        }

        var body = node.Exists ? ""
            : NetworkBodies.Of(node, order.Spec, order.Names, order.Plan, order.Machine.Location.Name, order.Spec.Tags).ToJsonString();
        return new(node.Id.ToString(), type, ApiVersions.Network, node.Exists, body);
    }
}
