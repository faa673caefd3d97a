using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Size, image and security type must go together.</summary>
internal static class MachineFit
{
    private const string TrustedLaunch = "TrustedLaunch";
    private const string ConfidentialVM = "ConfidentialVM";

    /// <summary>The size, which must be sold in the region, and to the subscription.</summary>
    public static MachineSize Size(Draft draft)
    {
        var size = Known(draft);
        var zones = draft.Body.Texts("zones");
        if (size.IsOpen(draft.Location, null) && zones.All(zone => size.IsOpen(draft.Location, zone)))
            return size;

        throw new ArmException(
            StatusCodes.Status409Conflict, "SkuNotAvailable",
            $"The requested VM size for resource '{draft.Id}' is currently not available in location '{draft.Location}' zones "
            + $"'{string.Join(',', zones)}' for subscription '{draft.Call.SubscriptionId}'. Please try another size or deploy to a "
            + "different location or zones. See https://aka.ms/azureskunotavailable for details.");
    }

    private static MachineSize Known(Draft draft)
    {
        var name = draft.Properties.Text("hardwareProfile.vmSize") ?? throw Galleries.EntityNames.Missing("vmSize");
        return MachineSize.Find(name, draft.Location) ?? throw ArmErrors.InvalidParameter(
            $"The value {name} provided for the VM size is not valid. The valid sizes in the current region are: "
            + $"{string.Join(",", MachineSize.In(draft.Location).Select(s => s.Name))}. "
            + "Find out more on the available VM sizes in each region at https://aka.ms/azure-regions.",
            "vmSize");
    }

    /// <summary>Why the region cannot give machines of that size at the moment; null when it can.</summary>
    public static JsonObject? AllocationError(MachineSize size) => !size.IsExhausted ? null : new()
    {
        ["code"] = "AllocationFailed",
        ["message"] = "Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about "
            + "improving likelihood of allocation success at https://aka.ms/allocation-guidance",
    };

    public static void Require(Draft draft, MachineSize size, MachineImage image)
    {
        if (size.Architecture != image.Architecture)
        {
            throw Refused(
                $"Cannot create a VM of size '{size.Name}' because this VM size only supports a CPU Architecture of "
                + $"'{size.Architecture}', but an image or disk with CPU Architecture '{image.Architecture}' was given. "
                + "Please check that the CPU Architecture of the image or disk is compatible with that of the VM size.");
        }

        if (!size.Generations.Contains(image.Generation))
        {
            var generation = image.Generation[1..];
            throw Refused(
                $"The selected VM size '{size.Name}' cannot boot Hypervisor Generation '{generation}'. If this was a Create operation "
                + "please check that the Hypervisor Generation of the Image "
                + "matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor "
                + $"Generation '{generation}' VM Size. For more information, see https://aka.ms/azuregen2vm");
        }

        var controllers = image.Feature("DiskControllerTypes")?.Split(',', StringSplitOptions.TrimEntries) ?? ["SCSI"];
        if (!controllers.Intersect(size.DiskControllers.Split(','), StringComparer.OrdinalIgnoreCase).Any())
        {
            throw ArmErrors.InvalidParameter(
                $"The VM size '{size.Name}' cannot boot with OS image or disk. Please check that disk controller types supported by the "
                + $"OS image or disk is one of the supported disk controller types for the VM size '{size.Name}'.",
                "vmSize");
        }

        RequireSecurity(draft, size, image);
    }

    private static void RequireSecurity(Draft draft, MachineSize size, MachineImage image)
    {
        var asked = draft.Properties.Text("securityProfile.securityType") ?? "Standard";
        var offered = image.Feature("SecurityType") ?? "Standard";
        if (offered is TrustedLaunch or ConfidentialVM && asked != offered)
            throw Refused($"The provided gallery image only supports creation of VMs and VM Scale Sets with '{offered}' security type.");

        if (draft.Properties.Object("securityProfile.uefiSettings") is not null && asked == "Standard")
        {
            throw ArmErrors.InvalidParameter(
                "The property 'securityProfile.uefiSettings' is only allowed with a security type of 'TrustedLaunch' or "
                + "'ConfidentialVM'.", "securityProfile.uefiSettings");
        }

        if (size.IsConfidential != (asked == ConfidentialVM) && (size.IsConfidential || asked == ConfidentialVM))
            throw NotOfSize(size, asked == "Standard" ? "<NULL>" : asked);

        if (asked == "Standard")
            return;

        var supports = asked switch
        {
            TrustedLaunch => offered is TrustedLaunch or "TrustedLaunchSupported" or "TrustedLaunchAndConfidentialVmSupported",
            ConfidentialVM => offered is ConfidentialVM or "ConfidentialVMSupported" or "TrustedLaunchAndConfidentialVmSupported",
            _ => throw ArmErrors.InvalidParameter(
                $"The value '{asked}' of parameter 'securityType' is invalid.", "securityProfile.securityType"),
        };
        if (!supports || image.Generation == "V1")
        {
            throw Refused(
                $"Use of {asked} setting is not supported for the provided image. Please select Trusted Launch Supported Gen2 OS Image. "
                + "For more information, see https://aka.ms/TrustedLaunch-FAQ.");
        }

        if (!size.HasTrustedLaunch)
            throw NotOfSize(size, asked);

        const string Encryption = "osDisk.managedDisk.securityProfile.securityEncryptionType";
        if (asked == ConfidentialVM && draft.Properties.Text($"storageProfile.{Encryption}") is null)
            throw Galleries.EntityNames.Missing(Encryption);
    }

    private static ArmException NotOfSize(MachineSize size, string security) => Refused(
        $"The VM size '{size.Name}' is not supported for creation of VMs and Virtual Machine Scale Set with '{security}' security "
        + "type. Please visit https://aka.ms/TrustedLaunch for more information.");

    private static ArmException Refused(string message) => ArmErrors.BadRequest("BadRequest", message);
}
