using System.Text;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Azure's rules for the VM itself: disks, identities, data of its first start.</summary>
internal static class MachineRules
{
    // Azure counts the encoded text: 87380 characters of Base64.
    private const int MostCustomData = 65535;

    public static void Check(SharedImageVMSpec spec)
    {
        if (spec.CustomData is { } data && Encoding.UTF8.GetByteCount(data) is > MostCustomData and var count)
            throw AzureNames.Invalid("InvalidCustomData", null, $"The custom data has {count} bytes; Azure takes {MostCustomData}.");
        if (spec.OSDiskSizeInGb is < 1 or > 4095)
            throw AzureNames.Invalid("InvalidDiskSize", $"{spec.OSDiskSizeInGb}", "A system disk has 1 to 4095 GiB.");
        if (spec.DataDiskSizesInGb.Any(size => size is < 1 or > 32767))
            throw AzureNames.Invalid("InvalidDiskSize", string.Join(", ", spec.DataDiskSizesInGb), "A data disk has 1 to 32767 GiB.");
        if (spec.SecurityType is { } security && !MachineSecurity.Types.Contains(security, StringComparer.OrdinalIgnoreCase))
            throw AzureNames.Invalid("InvalidSecurityType", security, $"'{security}' is not a security type.",
                $"There are: {string.Join(", ", MachineSecurity.Types)}.");
        foreach (var id in spec.UserAssignedIdentities)
            SpecRules.RequireId(
                id, "user-assigned identity", "Microsoft.ManagedIdentity/userAssignedIdentities", "InvalidUserAssignedIdentity");
    }
}
