using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>What a machine costs: spare capacity, and licences that are brought along.</summary>
internal static class MachinePriority
{
    private static readonly string[] WindowsLicenses = ["Windows_Client", "Windows_Server", "None"];
    private static readonly string[] LinuxLicenses =
        ["RHEL_BYOS", "SLES_BYOS", "RHEL_BASE", "RHEL_SAPAPPS", "RHEL_SAPHA", "RHEL_EUS", "UBUNTU_PRO", "SLES_STANDARD", "SLES", "None"];

    public static void Prepare(Draft draft, MachineSize size, MachineImage image)
    {
        var properties = draft.Properties;
        var priority = properties.Text("priority") is { } text ? EntityNames.OneOf("priority", text, "Regular", "Low", "Spot") : "Regular";
        if (priority == "Spot")
        {
            properties["evictionPolicy"] =
                EntityNames.OneOf("evictionPolicy", properties.Text("evictionPolicy") ?? "Deallocate", "Deallocate", "Delete");
            if (!size.HasSpot)
            {
                throw new ArmException(
                    StatusCodes.Status409Conflict, "OperationNotAllowed",
                    $"VM size {size.Name} is not supported with Spot priority. Please choose another size.");
            }
        }
        else if (properties["evictionPolicy"] is not null || properties.Object("billingProfile") is not null)
        {
            throw ArmErrors.BadRequest(
                "OperationNotAllowed", "Eviction policy and billing profile can be set only on Azure Spot Virtual Machines.",
                "evictionPolicy");
        }

        if (properties.Text("licenseType") is { } license)
            EntityNames.OneOf("licenseType", license, image.OSType == "Windows" ? WindowsLicenses : LinuxLicenses);
    }
}
