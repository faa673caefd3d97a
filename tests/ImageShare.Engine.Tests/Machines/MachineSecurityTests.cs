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
    [InlineData("TrustedLaunchSupported", "Standard", null)]
    [InlineData("TrustedLaunchSupported", "trustedlaunch", "TrustedLaunch")]
    [InlineData("TrustedLaunchAndConfidentialVmSupported", "ConfidentialVM", "ConfidentialVM")]
    [InlineData("ConfidentialVM", "ConfidentialVM", "ConfidentialVM")]
    [InlineData("Standard", "Standard", null)]
    public void What_is_asked_for_counts_where_the_image_allows_it(string feature, string asked, string? expected) =>
        Assert.Equal(expected, MachineSecurity.Of(Image(feature, "V2", "x64"), asked));

    [Theory]
    [InlineData("Standard", "V2", "TrustedLaunch", "or give Standard.")]
    [InlineData("TrustedLaunchSupported", "V1", "TrustedLaunch", "or give Standard.")]
    [InlineData("TrustedLaunch", "V2", "Standard", "or give TrustedLaunch.")]
    [InlineData("TrustedLaunchSupported", "V2", "ConfidentialVM", "or give Standard or TrustedLaunch.")]
    public void What_the_image_does_not_allow_is_refused_with_what_it_does(string feature, string generation, string asked, string fix)
    {
        var error = Assert.Throws<ImageShareException>(() => MachineSecurity.Of(Image(feature, generation, "x64"), asked));

        Assert.Equal("SecurityTypeNotSupported", error.Code);
        Assert.EndsWith(fix, error.Fix, StringComparison.Ordinal);
    }

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
