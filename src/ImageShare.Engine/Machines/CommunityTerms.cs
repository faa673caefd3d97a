using ImageShare.Engine.Galleries.Public;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Whoever builds from a community gallery accepts its publisher's terms, as Azure's portal and command line ask for it.</summary>
internal static class CommunityTerms
{
    public const string Disclaimer = "https://aka.ms/community-gallery-disclaimer";

    public static async Task RequireAsync(SharedImageVMSpec spec, ImageReference reference, GalleryImage image, ICaller caller)
    {
        if (PublicImageId.TryParse(reference.Id) is not { IsCommunity: true } community)
            return;

        var terms = $"the licence agreement of the gallery's publisher ({image.Eula ?? "none given"}) and Microsoft's disclaimer "
            + $"({Disclaimer})";
        if (spec.AcceptCommunityTerms)
        {
            caller.Verbose($"Accepted: {terms}.");
            return;
        }

        if (!await caller.ShouldContinueAsync(
            $"Microsoft neither checks nor supports images of community galleries. Building from '{community.ImageName}' accepts "
            + $"{terms}. Do you accept?", "Terms of a community gallery"))
        {
            throw new ImageShareException("CommunityTermsNotAccepted", ErrorKind.InvalidOperation,
                $"The terms of the community gallery '{community.GalleryName}' were not accepted.")
            {
                Target = reference.Id,
                Fix = "Read them, and add -AcceptCommunityTerms.",
                Who = Party.Consumer,
            };
        }
    }
}
