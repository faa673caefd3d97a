using ImageShare.Engine.Access;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The app needs a role at the gallery (or above) that reads definition and versions.</summary>
internal sealed class ReaderRoleCheck() : Check("ReaderRole")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        var (app, read) = (facts.Parties.ApplicationId, facts.Publisher.ReaderRights);
        if (app is null)
            return Skip(NoApp);
        if (read.Value is not { } rights)
            return facts.Consumer.Image.Value is not null ? Pass("The app reads the image, so it has a role there.") : Skip(read);
        return rights.Lacking(DocumentedPermissions.Actions("New-SharedImageVM", "publisher", "gallery")) is { Count: > 0 } lacking
            ? Fail($"The app has no role that allows {string.Join(" and ", lacking)} at {facts.GalleryId}.",
                $"Grant-GalleryReader -ApplicationId {app} -ResourceId {facts.GalleryId}", Party.Publisher)
            : Pass($"The app has a role that reads the images of {facts.GalleryId}.");
    }
}
