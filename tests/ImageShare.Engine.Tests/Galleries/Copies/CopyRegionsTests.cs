using ImageShare.Engine.Galleries.Copies;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Galleries.Copies;

public sealed class CopyRegionsTests
{
    // Source's regions; gallery's; -Location; -TargetRegion => where it is made; all regions.
    [Theory]
    [InlineData("westeurope eastus", "westeurope", null, "", "westeurope", "westeurope")]
    [InlineData("westeurope eastus", "westeurope", null, "East US, West Europe", "eastus", "eastus westeurope")]
    [InlineData("westeurope eastus", "westeurope", null, "japaneast", "westeurope", "westeurope japaneast")]
    [InlineData("westeurope eastus", "japaneast", null, "", "westeurope", "westeurope japaneast")]
    [InlineData("westeurope eastus", "japaneast", null, "japanwest, eastus, eastus", "eastus", "eastus japanwest")]
    [InlineData("westeurope eastus", "japaneast", "East US", "", "eastus", "eastus")]
    [InlineData("westeurope eastus", "westeurope", "eastus", "japaneast", "eastus", "eastus japaneast")]
    [InlineData("", "japaneast", null, "", "japaneast", "japaneast")]
    public void A_copy_is_made_where_its_source_is(
        string source, string gallery, string? location, string targets, string made, string all)
    {
        var spec = new ImageCopySpec("rg", "gal")
        {
            Location = location,
            TargetRegions = targets.Split(", ", StringSplitOptions.RemoveEmptyEntries),
        };

        var regions = CopyRegions.Choose(spec, gallery, Image(source));

        Assert.Equal((made, all), (regions.Location, string.Join(' ', regions.Targets)));
    }

    [Fact]
    public void A_region_that_nobody_asked_for_is_told()
    {
        var (quiet, told) = (new FakeCaller(), new FakeCaller());

        CopyRegions.Choose(new("rg", "gal"), "westeurope", Image("westeurope")).Tell(Image("westeurope"), quiet);
        CopyRegions.Choose(new("rg", "gal"), "japaneast", Image("westeurope")).Tell(Image("westeurope"), told);

        Assert.Empty(quiet.Warnings);
        Assert.Contains("made in westeurope and stays there too", Assert.Single(told.Warnings), StringComparison.Ordinal);
    }

    private static GalleryImage Image(string regions) => new()
    {
        Name = "ubuntu",
        ResourceGroupName = "images",
        GalleryName = "gal",
        SubscriptionId = TestCloud.SubscriptionId,
        ImageId = "/images/ubuntu",
        Regions = regions.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}
