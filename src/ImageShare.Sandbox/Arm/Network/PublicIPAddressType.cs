using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

internal sealed class PublicIPAddressType : NetworkType
{
    // 198.18.0.0/15 is kept for benchmarks: an address from here leads to nobody's machine.
    private const uint FirstAddress = 0xC6120001;
    private const int Addresses = 0x1FFFE;

    public const string TypeName = "Microsoft.Network/publicIPAddresses";

    public override string Name => TypeName;

    public override LongRunning Writing => LongRunning.Network(1);

    public override void Prepare(Draft draft)
    {
        var sku = draft.Body.Child("sku").Default("name", "Basic").Default("tier", "Regional");
        if (sku.Text("name") == "Basic" && draft.Existing is null)
        {
            throw ArmErrors.Network(
                "IPv4BasicSkuPublicIpCountLimitReached", "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this "
                + "subscription in this region.");
        }

        draft.Properties.Default("publicIPAddressVersion", "IPv4").Default("publicIPAllocationMethod", "Dynamic")
            .Default("idleTimeoutInMinutes", 4).Default("ipTags", new JsonArray());
        if (draft.Properties.Text("publicIPAllocationMethod") != "Static")
        {
            throw ArmErrors.Network(
                "StandardAndStandardV2SkuPublicIPAddressesMustBeStatic", $"Standard sku publicIp {draft.Id} must have AllocationMethod "
                + "set to Static.");
        }

        RequireSameZones(draft);
        draft.Properties["ipAddress"] = draft.Existing?.Properties.Text("ipAddress");
        if (draft.Existing is null)
            draft.Properties.Remove("ipAddress");

        SetGuid(draft);
    }

    private static void RequireSameZones(Draft draft)
    {
        var (old, now) = (draft.Existing?.Body.Texts("zones") ?? [], draft.Body.Texts("zones"));
        if (draft.Existing is null || old.Order().SequenceEqual(now.Order()))
            return;

        throw ArmErrors.Network(
            "ResourceAvailabilityZonesCannotBeModified",
            $"Resource {draft.Id} has an existing availability zone constraint {Text(old)} and the request has availability zone "
            + $"constraint {Text(now)}, which do not match. Zones cannot be added/updated/removed once the resource is created. The "
            + "resource cannot be updated from regional to zonal or vice-versa.");

        static string Text(IReadOnlyList<string> zones) => zones.Count == 0 ? "NoZone" : string.Join(", ", zones);
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        var used = world.Resources.OfType(Name).Select(a => a.Properties.Text("ipAddress")).ToHashSet();
        if (resource.Properties.Text("ipAddress") is not null)
            return null;

        string address;
        do
            address = AddressRange.FromNumber(FirstAddress + (uint)world.Random.Next(Addresses)).ToString();
        while (used.Contains(address));

        resource.Properties["ipAddress"] = address;
        return null;
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        if (NetworkReferences.IPConfigurations(call.World, "publicIPAddress", resource.Id).FirstOrDefault() is { } user)
            shown.Child("properties")["ipConfiguration"] = new JsonObject { ["id"] = user.Text("id") };

        return shown;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        if (NetworkReferences.IPConfigurations(world, "publicIPAddress", resource.Id).FirstOrDefault() is { } user)
        {
            throw ArmErrors.Network(
                "PublicIPAddressCannotBeDeleted",
                $"Public IP address {resource.Id} can not be deleted since it is still allocated to resource {user.Text("id")}. "
                + "In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do "
                + "this, see aka.ms/deletepublicip.");
        }
    }
}
