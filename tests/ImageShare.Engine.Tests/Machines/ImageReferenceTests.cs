using ImageShare.Engine.Machines;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class ImageReferenceTests
{
    private const string Gallery =
        "/subscriptions/66666666-6666-4666-8666-666666666666/resourceGroups/rg.1_(x)/providers/Microsoft.Compute/galleries/gal_1.x";

    [Theory]
    [InlineData($"{Gallery}/images/img-1", typeof(GalleryImageReference), $"{Gallery}/images/img-1")]
    [InlineData($"{Gallery}/images/img-1/versions/1.10.0", typeof(GalleryImageReference), $"{Gallery}/images/img-1/versions/1.10.0")]
    [InlineData($"{Gallery}/images/img-1/versions/latest", typeof(GalleryImageReference), $"{Gallery}/images/img-1")]
    [InlineData("/SharedGalleries/sub-GAL/Images/i/Versions/latest", typeof(SharedGalleryImageReference),
        "/SharedGalleries/sub-GAL/Images/i/Versions/latest")]
    [InlineData("/sharedGalleries/sub-GAL/images/i/versions/1.0.0", typeof(SharedGalleryImageReference),
        "/sharedGalleries/sub-GAL/images/i/versions/1.0.0")]
    [InlineData("/CommunityGalleries/pub-1/Images/i/Versions/1.0.0", typeof(CommunityGalleryImageReference),
        "/CommunityGalleries/pub-1/Images/i/Versions/1.0.0")]
    internal void Each_shape_is_known(string id, Type kind, string sent)
    {
        var reference = ImageReference.Parse(id);

        Assert.IsType(kind, reference);
        Assert.Equal(sent, reference.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ubuntu")]
    [InlineData("Canonical:ubuntu:server:latest")]
    [InlineData(Gallery)]
    [InlineData($"{Gallery}/images/")]
    [InlineData($"{Gallery}/images/i/versions/1.0")]
    [InlineData($"{Gallery}/images/i/versions/01.0.0")]
    [InlineData($"{Gallery}/images/i/versions/1.0.0/")]
    [InlineData($"{Gallery}/images/i?x=1")]
    [InlineData("/subscriptions/nope/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i")]
    [InlineData("/subscriptions/66666666-6666-4666-8666-666666666666/resourceGroups/rg/providers/Microsoft.Compute/images/i")]
    [InlineData("/SharedGalleries/g/Images/i")]
    [InlineData("/CommunityGalleries/g/Images/i/Versions/newest")]
    public void Anything_else_is_refused(string id) =>
        Assert.Equal("InvalidImageId", Assert.Throws<ImageShareException>(() => ImageReference.Parse(id)).Code);
}
