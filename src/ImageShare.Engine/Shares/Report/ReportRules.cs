using ImageShare.Engine.Delegation;
using ImageShare.Model;
using static ImageShare.Engine.Shares.Report.ReportWords;

namespace ImageShare.Engine.Shares.Report;

/// <summary>
/// What an owner should look at. Commands in a fix name things by ids, and by names that Azure holds to letters and digits: what somebody
/// else chose is never part of a line that is there to be copied into a shell.
/// </summary>
internal static class ReportRules
{
    private static readonly string[] s_mighty = ["Owner", "Contributor", "User Access Administrator"];

    public static IReadOnlyList<ShareWarning> Warnings(ReportFacts facts) =>
    [
        .. facts.Shares.SelectMany(share => share.Readers.SelectMany(reader => Of(share, reader, facts)))
            .Concat(facts.Galleries.SelectMany(gallery => Of(gallery, facts)))
            .Distinct().OrderBy(w => w.Severity).ThenBy(w => w.About, StringComparer.CurrentCultureIgnoreCase),
    ];

    /// <summary>A delegation shows everything in its scope, unless its role shows images only.</summary>
    public static bool SeesWholeScope(GalleryReader reader) =>
        IsDelegation(reader) && !(reader.RoleDefinitionId is { } role && ScopeContents.IsNarrow(role));

    /// <summary>A delegation cannot be narrower than a resource group.</summary>
    public static bool IsDelegation(GalleryReader reader) =>
        reader.Kind is GalleryReaderKind.Delegation or GalleryReaderKind.EligibleDelegation;

    private static IEnumerable<ShareWarning> Of(ConsumerShare share, GalleryReader reader, ReportFacts facts)
    {
        var (about, who) = (Name(share), $"The {Kind(reader.Kind)} '{Name(reader)}'");
        if (reader.Kind == GalleryReaderKind.Community)
            yield return Public(reader);
        if (reader.RoleDefinitionName is { } role && s_mighty.Contains(role))
            yield return new(ShareWarningSeverity.High, about, $"{who} has the role {role}, and so may do far more than read images.",
                $"Grant-GalleryReader gives a role that reads; then Revoke-GalleryReader -ObjectId {reader.ObjectId}.");
        if (reader.ExpiresOn is { } end && facts.IsNear(end))
            yield return Ending(about, who, reader, end, facts);
        if (reader.State == "PendingAcceptance")
            yield return new(ShareWarningSeverity.Medium, about, $"{who} has not accepted the invitation yet.",
                "Grant-GalleryReader -Invite sends it again; Revoke-GalleryReader takes the role back.");
        if (SeesWholeScope(reader) && facts.Neighbours.GetValueOrDefault(reader.Scope) is > 0 and var neighbours)
            yield return new(ShareWarningSeverity.Medium, about,
                $"The delegation of {Scope(reader.Scope, reader.ScopeType)} shows more than galleries: also {Count(neighbours, "other resource")}.",
                "Keep galleries in a resource group of their own, or delegate the role Compute Gallery Image Reader.");
        else if (reader.Inherited && !IsDelegation(reader))
            yield return new(ShareWarningSeverity.Medium, about,
                $"{who} reads through a role on {Scope(reader.Scope, reader.ScopeType)}, which covers more than the gallery.",
                $"Give the role at the gallery; then Revoke-GalleryReader -ObjectId {reader.ObjectId} -Force takes the wider one.");
        if (reader.Kind == GalleryReaderKind.Unknown)
            yield return new(ShareWarningSeverity.Low, about, "The directory does not know who this is: perhaps it was deleted.",
                $"Revoke-GalleryReader -ObjectId {reader.ObjectId} takes the role that it left.");
    }

    private static ShareWarning Public(GalleryReader reader)
    {
        var gallery = new ReportGallery(reader.GalleryResourceId ?? reader.Scope, []);
        return new(ShareWarningSeverity.High, gallery.Name, "It is a community gallery: everyone in Azure can build VMs from its images.",
            $"If that is not meant: Disable-CommunityGallery -ResourceId {gallery.Id}");
    }

    private static ShareWarning Ending(string about, string who, GalleryReader reader, DateTimeOffset end, ReportFacts facts)
    {
        var message = facts.IsOver(end)
            ? $"{who} cannot sign in any more: its last credential ended on {Day(end)}."
            : $"{who} can sign in for {Count((int)(end - facts.CreatedOn).TotalDays, "more day", "more days")}: its last credential ends on "
                + $"{Day(end)}.";
        return new(facts.IsOver(end) ? ShareWarningSeverity.High : ShareWarningSeverity.Medium, about, message,
            $"New-GalleryShareAppCredential -ApplicationId {reader.ApplicationId ?? reader.App?.ApplicationId} | Export-ImageShare makes a new "
            + "one and its hand-over file; Remove-ImageShare ends the share.");
    }

    private static IEnumerable<ShareWarning> Of(ReportGallery gallery, ReportFacts facts)
    {
        foreach (var image in gallery.Images)
        {
            foreach (var failed in image.Failed)
                yield return new(ShareWarningSeverity.Medium, failed.Name, $"Version {failed.Version} is not whole: it failed.",
                    "Publish the version again, or remove it.");
            if (image.Shown.Encrypted)
                yield return new(ShareWarningSeverity.Medium, image.Shown.Name,
                    $"Version {image.Shown.Version} is encrypted with a key of yours: nobody else can build from it.",
                    "Publish a version with platform-managed keys.");
            if (image.Shown.EndOfLifeDate is { } end && facts.IsNear(end))
                yield return new(ShareWarningSeverity.Low, image.Shown.Name,
                    $"Version {image.Shown.Version} {(facts.IsOver(end) ? "reached" : "reaches")} its end of life on {Day(end)}. Azure goes on giving it out.",
                    "Publish a newer version, or exclude this one from latest.");
        }
    }
}
