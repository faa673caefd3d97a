using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.ManagedIdentity;
using ImageShare.Sandbox.Arm.Marketplace;
using ImageShare.Sandbox.Arm.Network;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>A virtual machine. Whatever its body refers to is checked again at each change.</summary>
internal sealed partial class VirtualMachineType(IPlanTerms terms) : ResourceType
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    private const string FirstWithEtag = "2024-07-01";

    private static readonly string[] ImageNames =
        ["id", "sharedGalleryImageId", "communityGalleryImageId", "publisher", "offer", "sku"];

    public override string Name => TypeName;

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Compute;

    public override LongRunning Writing => LongRunning.Machine;

    public override DelayRange Duration(Delays delays) => delays.MachineCreation;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("vmName", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        var properties = draft.Properties;
        var reference = properties.Object("storageProfile.imageReference") ?? throw EntityNames.Missing("imageReference");
        var image = MachineImage.Resolve(draft, reference, "properties.storageProfile.imageReference.id");
        MarketplacePurchase.Require(draft);
        var size = MachineFit.Size(draft);
        MachineFit.Require(draft, size, image);
        MachinePriority.Prepare(draft, size, image);
        MachinePlan.Require(draft, terms);
        MachineNetwork.Prepare(draft);
        Quota.Require(draft, size);
        if (draft.Existing is { } existing)
            KeepFixed(draft, existing);
        else
            OSProfile.Prepare(draft, image);

        MachineDisks.Prepare(draft, image);
        MachineIdentity.Prepare(draft);
        reference["exactVersion"] = draft.Existing?.Properties.Text("storageProfile.imageReference.exactVersion") ?? image.Version.Name;
        properties["vmId"] = draft.Existing?.Properties.Text("vmId") ?? Guid.NewGuid().ToString();
        properties["timeCreated"] = draft.Existing?.Created ?? draft.World.Now;
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        var size = MachineSize.Find(resource.Properties.Text("hardwareProfile.vmSize"), resource.Location!)!;
        if (MachineFit.AllocationError(size) is { } full)
            return full;

        if (MachinePlan.Error(world, resource) is { } missing)
            return missing;

        MachineDisks.Create(world, resource);
        return null;
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        if (string.CompareOrdinal(call.ApiVersion, FirstWithEtag) >= 0)
            shown["etag"] = $"\"{resource.Revision}\"";

        if (call.Query("$expand")?.Equals("instanceView", StringComparison.OrdinalIgnoreCase) == true)
            shown.Child("properties")["instanceView"] = InstanceView(resource);

        return shown;
    }

    public override ArmAnswer Act(ArmCall call, Resource resource) => call is { Method: "GET", Verb: "instanceView" }
        ? ArmAnswer.Ok(InstanceView(resource))
        : base.Act(call, resource);

    public override void Deleted(World world, Resource resource)
    {
        Principals.Remove(world, resource.Id);
        MachineDisks.Release(world, resource);
        var interfaces = resource.Properties.Objects("networkProfile.networkInterfaces");
        foreach (var reference in interfaces.Where(n => n.Text("properties.deleteOption") == "Delete"))
            world.Resources.Remove(reference.Text("id")!);
    }

    private static void KeepFixed(Draft draft, Resource existing)
    {
        if (ImageNames.Any(name => !IsSame($"storageProfile.imageReference.{name}")))
            throw EntityNames.Fixed("imageReference");

        if (draft.Properties.Text("osProfile.adminUsername") is { } user && user != existing.Properties.Text("osProfile.adminUsername"))
            throw EntityNames.Fixed("osProfile.adminUsername");

        if (existing.Properties["osProfile"] is { } profile)
            draft.Properties["osProfile"] = profile.DeepClone();

        draft.Properties.Child("storageProfile")["osDisk"] = existing.Properties.At("storageProfile.osDisk")!.DeepClone();

        bool IsSame(string path) =>
            string.Equals(draft.Properties.Text(path), existing.Properties.Text(path), StringComparison.OrdinalIgnoreCase);
    }

    private static JsonObject InstanceView(Resource resource)
    {
        var state = resource.Properties.Text("provisioningState")!;
        var statuses = new JsonArray(new JsonObject
        {
            ["code"] = $"ProvisioningState/{state.ToLowerInvariant()}",
            ["level"] = state == "Failed" ? "Error" : "Info",
            ["displayStatus"] = state == "Succeeded" ? "Provisioning succeeded" : state,
            ["time"] = resource.Changed,
        });
        if (state == "Succeeded")
            statuses.Add(new JsonObject { ["code"] = "PowerState/running", ["level"] = "Info", ["displayStatus"] = "VM running" });

        return new JsonObject { ["hyperVGeneration"] = null, ["statuses"] = statuses };
    }

    [GeneratedRegex(@"^[^_\W][\w-._]{0,79}(?<![-.])$")]
    private static partial Regex NameRule();
}
