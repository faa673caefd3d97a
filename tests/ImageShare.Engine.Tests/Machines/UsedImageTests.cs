using ImageShare.Engine.Machines;
using Xunit;
using Said = Azure.ResourceManager.Compute.Models.ImageReference;

namespace ImageShare.Engine.Tests.Machines;

public sealed class UsedImageTests
{
    private const string Definition = $"{FakeAzure.Gallery}/images/ubuntu";

    [Theory]
    [InlineData("contoso:server:standard:latest", true)]
    [InlineData("Contoso:Server:Standard:1.2.3", true)]
    [InlineData("contoso:server:standard:1.0.0", false)]
    [InlineData("contoso:server:premium:latest", false)]
    public void A_machine_of_the_Marketplace_is_known_by_its_three_names(string wanted, bool same)
    {
        var names = wanted.Split(':');
        var image = new Said { Publisher = "contoso", Offer = "server", Sku = "standard", Version = "1.2.3" };

        Assert.Equal(same, UsedImage.Is(image, new MarketplaceImageReference(new(names[0], names[1], names[2], names[3]))));
        Assert.Equal("contoso:server:standard:1.2.3", UsedImage.IdOf(image));
    }

    [Theory]
    [InlineData(Definition, Definition, true)]
    [InlineData(Definition, $"{Definition}/versions/1.2.0", false)]
    [InlineData($"{Definition}/versions/1.2.0", Definition, true)]
    [InlineData($"{Definition}/versions/1.2.0", $"{Definition}/versions/1.3.0", false)]
    public void A_machine_of_a_gallery_is_known_by_its_version_and_by_its_definition(string used, string wanted, bool same) =>
        Assert.Equal(same, UsedImage.Is(new Said { Id = new(used) }, ImageReference.Parse(wanted)));

    [Fact]
    public void A_machine_of_no_image_is_of_none()
    {
        Assert.Null(UsedImage.IdOf(null));
        Assert.False(UsedImage.Is(new Said(), ImageReference.Parse(Definition)));
    }
}
