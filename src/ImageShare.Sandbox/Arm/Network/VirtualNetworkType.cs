using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

/// <summary>A virtual network. Its subnets are resources of their own; the body of the network shows them.</summary>
internal sealed class VirtualNetworkType : NetworkType
{
    private const string Subnets = "subnets";

    public override string Name => "Microsoft.Network/virtualNetworks";

    public override bool OwnsChildren => true;

    public override void Prepare(Draft draft)
    {
        var spaces = draft.Properties.Texts("addressSpace.addressPrefixes");
        if (spaces.Count == 0)
            throw ArmErrors.Network("InvalidAddressPrefixFormat", $"Address space of virtual network {draft.Id} has no address prefix.");

        var ranges = spaces.Select(s => AddressRange.Parse(s, draft.Id)).ToList();
        var sent = draft.Properties.Objects(Subnets);
        var names = sent.Select(s => s.Text("name")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = Existing(draft).Where(s => draft.IsPatch || names.Contains(s.Name)).ToList();
        foreach (var gone in Existing(draft).Except(kept))
            SubnetType.RequireFree(draft.World, gone);

        foreach (var subnet in sent)
            CheckName(subnet.Text("name") ?? "");

        var subnets = draft.IsPatch
            ? kept.Select(s => (s.Name, SubnetType.Range(s.Properties, s.Id)))
            : sent.Select(s => (s.Text("name")!, SubnetType.Range(s.Child("properties"), $"{draft.Id}/subnets/{s.Text("name")}")));
        SubnetType.CheckRanges(draft.Name, ranges, [.. subnets]);
        foreach (var subnet in sent)
            SubnetType.Complete(draft, subnet.Child("properties"));

        draft.Properties.Default("virtualNetworkPeerings", new JsonArray()).Default("enableDdosProtection", false);
        SetGuid(draft);
    }

    public override void Stored(Draft draft, Resource resource)
    {
        if (draft.IsPatch)
            return;

        var sent = resource.Properties.Objects(Subnets);
        var names = sent.Select(s => s.Text("name")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var gone in Existing(draft).Where(s => !names.Contains(s.Name)))
            draft.World.Resources.Remove(gone.Id);

        foreach (var subnet in sent)
            SubnetType.Put(draft.World, resource, subnet.Text("name")!, (JsonObject)subnet["properties"]!.DeepClone());

        resource.Properties.Remove(Subnets);
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        foreach (var subnet in world.Resources.Under(resource.Id, SubnetType.TypeName))
            subnet.Properties["provisioningState"] = "Succeeded";

        return null;
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        shown.Child("properties")[Subnets] = new JsonArray(
            [.. call.World.Resources.Under(resource.Id, SubnetType.TypeName).Select(s => SubnetType.ShowSubnet(call.World, s))]);
        return shown;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        foreach (var subnet in world.Resources.Under(resource.Id, SubnetType.TypeName))
            SubnetType.RequireFree(world, subnet);
    }

    private static List<Resource> Existing(Draft draft) => [.. draft.World.Resources.Under(draft.Id, SubnetType.TypeName)];
}
