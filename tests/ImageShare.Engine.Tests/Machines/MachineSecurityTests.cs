using ImageShare.Engine.Machines;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class MachineSecurityTests
{
    [Theory]
    [InlineData("Standard", "V2", "x64", null)]
    [InlineData("TrustedLaunchSupported", "V2", "x64", "TrustedLaunch")]
    [InlineData("TrustedLaunchSupported", "V1", "x64", null)]
    [InlineData("TrustedLaunchSupported", "V2", "Arm64", null)]
    [InlineData("TrustedLaunchAndConfidentialVmSupported", "V2", "x64", "TrustedLaunch")]
    [InlineData("ConfidentialVmSupported", "V2", "x64", null)]
    [InlineData("TrustedLaunch", "V2", "x64", "TrustedLaunch")]
    [InlineData("ConfidentialVM", "V2", "x64", "ConfidentialVM")]
    public void The_definition_decides_the_security_type(string feature, string generation, string architecture, string? expected) =>
        Assert.Equal(expected, MachineSecurity.Of(Image(feature, generation, architecture)));

    [Theory]
    [InlineData("Standard", "x64", "", "Standard_B2s_v2")]
    [InlineData("Standard", "x64", "SCSI,NVMe", "Standard_B2s_v2")]
    [InlineData("Standard", "x64", "NVMe", "Standard_D2ls_v6")]
    [InlineData("Standard", "Arm64", "", "Standard_B2ps_v2")]
    [InlineData("Standard", "Arm64", "NVMe", "Standard_D2pls_v6")]
    [InlineData("ConfidentialVM", "x64", "", "Standard_DC2as_v5")]
    public void The_default_size_boots_the_image(string feature, string architecture, string controllers, string size) =>
        Assert.Equal(size, DefaultSize.For(Image(feature, "V2", architecture) with
        {
            DiskControllerTypes = controllers.Split(',', StringSplitOptions.RemoveEmptyEntries),
        }));

    private static GalleryImage Image(string feature, string generation, string architecture) => new()
    {
        Name = "i",
        ResourceGroupName = "rg",
        GalleryName = "g",
        SubscriptionId = "s",
        ImageId = "id",
        SecurityType = feature,
        HyperVGeneration = generation,
        Architecture = architecture,
    };
}
