using ImageShare.Engine.Machines;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class SizeChooserTests
{
    private static readonly SizeNeeds s_needs = new("x64", "V2", "TrustedLaunch", ["SCSI"]);

    [Theory]
    [InlineData("x64", null, "SCSI", false, "Standard_B2s_v2")]
    [InlineData("x64", null, "SCSI,NVMe", false, "Standard_B2s_v2")]
    [InlineData("x64", null, "NVMe", false, "Standard_D2ls_v6")]
    [InlineData("Arm64", null, "SCSI", false, "Standard_B2ps_v2")]
    [InlineData("Arm64", null, "NVMe", false, "Standard_D2pls_v6")]
    [InlineData("x64", "ConfidentialVM", "SCSI", false, "Standard_DC2as_v5")]
    [InlineData("x64", null, "SCSI", true, "Standard_D2as_v5")]
    [InlineData("Arm64", null, "SCSI", true, "Standard_D2ps_v5")]
    public void Unseen_the_usual_size_boots_the_image(string architecture, string? security, string controllers, bool spot, string size) =>
        Assert.Equal(size, SizeChooser.Choose(new(architecture, "V2", security, controllers.Split(',')) { Spot = spot }, null).Name);

    [Fact]
    public void The_usual_size_is_taken_when_it_may_be_used() =>
        Assert.Equal("Standard_B2s_v2", Choose(s_needs, Size("Standard_A2_v9"), Size("Standard_B2s_v2")));

    [Fact]
    public void A_size_that_is_not_offered_to_the_subscription_is_passed_over() =>
        Assert.Equal("Standard_D2s_v5", Choose(s_needs, Size("Standard_B2s_v2") with { IsOffered = false }, Size("Standard_D2s_v5")));

    [Fact]
    public void A_zone_must_offer_it() =>
        Assert.Equal("Standard_D2s_v5", Choose(
            s_needs with { Zone = "2" },
            Size("Standard_B2s_v2") with { Zones = ["1", "3"] }, Size("Standard_D2s_v5") with { Zones = ["1", "2"] }));

    public static TheoryData<string> Misfits =>
    [
        "Architecture", "Generation", "TrustedLaunch", "Controller", "Confidential", "Gpu", "Tiny",
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_size_that_does_not_fit_the_image_is_passed_over(string why)
    {
        var misfit = Size("Standard_B2s_v2");
        misfit = why switch
        {
            "Architecture" => misfit with { Architecture = "Arm64" },
            "Generation" => misfit with { Generations = ["V1"] },
            "TrustedLaunch" => misfit with { HasTrustedLaunch = false },
            "Controller" => misfit with { DiskControllers = ["NVMe"] },
            "Confidential" => misfit with { IsConfidential = true },
            "Gpu" => misfit with { Gpus = 1 },
            _ => misfit with { MemoryGB = 1 },
        };

        Assert.Equal("Standard_D2s_v5", Choose(s_needs, misfit, Size("Standard_D2s_v5")));
    }

    [Fact]
    public void Spot_takes_a_size_with_spare_capacity() => Assert.Equal("Standard_E2s_v5", Choose(
        s_needs with { Spot = true }, Size("Standard_B2s_v2"), Size("Standard_E2s_v5") with { IsSpotCapable = true }));

    [Fact]
    public void Small_and_new_comes_first() => Assert.Equal("Standard_D2s_v5", Choose(
        s_needs, Size("Standard_D4s_v6") with { Cores = 4 }, Size("Standard_D2s_v3"), Size("Standard_D2s_v5"),
        Size("Standard_E2s_v5") with { MemoryGB = 16 }));

    [Fact]
    public void A_family_without_quota_is_passed_over()
    {
        SizeOffer offer = Offer(Size("Standard_B2s_v2"), Size("Standard_D2s_v5", "D")) with
        {
            CoresLeft = new Dictionary<string, long> { ["family"] = 1, ["D"] = 2, ["cores"] = 100 },
        };

        Assert.Equal("Standard_D2s_v5", SizeChooser.Choose(s_needs, offer).Name);
    }

    [Theory]
    [InlineData("cores", "QuotaExceeded", ErrorKind.QuotaExceeded)]
    [InlineData("family", "QuotaExceeded", ErrorKind.QuotaExceeded)]
    public void No_quota_is_told(string quota, string code, ErrorKind kind)
    {
        var offer = Offer(Size("Standard_B2s_v2")) with { CoresLeft = new Dictionary<string, long> { [quota] = 0 } };

        var error = Assert.Throws<ImageShareException>(() => SizeChooser.Choose(s_needs, offer));

        Assert.Equal((code, kind, Party.Consumer), (error.Code, error.Kind, error.Who));
    }

    [Fact]
    public void No_size_at_all_is_told_with_what_was_looked_for()
    {
        var error = Assert.Throws<ImageShareException>(() => Choose(s_needs with { Zone = "3" }, Size("Standard_B2s_v2")));

        Assert.Equal(("SkuNotAvailable", ErrorKind.ResourceUnavailable), (error.Code, error.Kind));
        Assert.Contains("zone 3 of westeurope", error.Message, StringComparison.Ordinal);
        Assert.Contains("TrustedLaunch", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void VMs_of_one_command_share_the_quota()
    {
        var batch = new MachineBatch();
        var offer = Offer(Size("Standard_B2s_v2"), Size("Standard_D2s_v5", "D")) with
        {
            CoresLeft = new Dictionary<string, long> { ["family"] = 3, ["D"] = 2, ["cores"] = 100 },
        };

        Assert.Equal("Standard_B2s_v2", batch.ChooseSize(s_needs, offer).Name);
        Assert.Equal("Standard_D2s_v5", batch.ChooseSize(s_needs, offer).Name);
        Assert.Throws<ImageShareException>(() => batch.ChooseSize(s_needs, offer));
    }

    private static string Choose(SizeNeeds needs, params VirtualMachineSize[] sizes) => SizeChooser.Choose(needs, Offer(sizes)).Name;

    private static SizeOffer Offer(params VirtualMachineSize[] sizes) => new("westeurope", sizes, new Dictionary<string, long>());

    private static VirtualMachineSize Size(string name, string family = "family") => new(name, family)
    {
        Cores = 2,
        MemoryGB = 8,
        Generations = ["V1", "V2"],
        DiskControllers = ["SCSI"],
        HasTrustedLaunch = true,
    };
}
