using ImageShare.Engine.Shares.Report;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Shares.Report.Shared;

namespace ImageShare.Engine.Tests.Shares.Report;

public sealed class ReportRulesTests
{
    [Fact]
    public void A_share_as_it_should_be_warns_of_nothing() =>
        Assert.Empty(ReportRules.Warnings(Facts("Fabrikam", App(Now.AddDays(31)), Reader(GalleryReaderKind.DirectShare))));

    [Theory]
    [InlineData(-1, ShareWarningSeverity.High, "cannot sign in any more: its last credential ended on 2026-11-24")]
    [InlineData(1, ShareWarningSeverity.Medium, "can sign in for 1 more day: its last credential ends on 2026-11-26")]
    [InlineData(29, ShareWarningSeverity.Medium, "can sign in for 29 more days: its last credential ends on 2026-12-24")]
    public void A_credential_that_ends_is_told(int days, ShareWarningSeverity severity, string words)
    {
        var warning = One(App(Now.AddDays(days)));

        Assert.Equal((severity, "Fabrikam"), (warning.Severity, warning.About));
        Assert.Contains(words, warning.Message, StringComparison.Ordinal);
        Assert.Contains("-ApplicationId 44444444-4444-4444-4444-444444444444", warning.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invitation_that_nobody_accepted_is_told() => Assert.Contains("not accepted",
        One(Reader(GalleryReaderKind.Guest) with { State = "PendingAcceptance" }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_community_gallery_is_told_by_its_own_name()
    {
        var warning = One(Reader(GalleryReaderKind.Community) with { RoleDefinitionName = null });

        Assert.Equal((ShareWarningSeverity.High, "contoso_images"), (warning.Severity, warning.About));
        Assert.EndsWith($"Disable-CommunityGallery -ResourceId {Gallery}", warning.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_above_the_gallery_is_told() => Assert.Contains("through a role on the resource group 'rg-images'",
        One(Reader(GalleryReaderKind.App) with { Scope = Group }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_role_that_does_more_than_read_is_told() => Assert.Equal(ShareWarningSeverity.High,
        One(Reader(GalleryReaderKind.Guest) with { RoleDefinitionName = "Contributor" }).Severity);

    [Fact]
    public void A_principal_that_is_gone_is_told() =>
        Assert.Equal(ShareWarningSeverity.Low, One(Reader(GalleryReaderKind.Unknown)).Severity);

    [Theory]
    [InlineData(3, "acdd72a7-3385-48ef-bd42-f606fba81ae7", true)]
    // Reader, but there is nothing else in the group.
    [InlineData(0, "acdd72a7-3385-48ef-bd42-f606fba81ae7", false)]
    // Compute Gallery Image Reader shows images only.
    [InlineData(3, "cf7c76d2-98a3-4358-a134-615aa78bf44d", false)]
    public void A_delegation_that_shows_more_than_galleries_is_told(int neighbours, string role, bool told)
    {
        var reader = Reader(GalleryReaderKind.Delegation) with { Scope = Group, RoleDefinitionId = role };
        var facts = Facts("Fabrikam", reader) with { Neighbours = new Dictionary<string, int> { [Group] = neighbours } };

        Assert.Equal(told, ReportRules.Warnings(facts) is [{ Message: "The delegation of the resource group 'rg-images' shows more than "
            + "galleries: also 3 other resources." }]);
    }

    [Fact]
    public void Images_that_nobody_can_or_should_build_from_are_told()
    {
        var old = Version() with { EndOfLifeDate = Now.AddDays(-1), Encrypted = true };
        var facts = Facts("Fabrikam", App(Now.AddDays(90))) with
        {
            Galleries = [new ReportGallery(Gallery, [new ReportImage(old, 2, [Version(version: "2.0.0")])])],
        };

        Assert.Equal(
            ["Version 2.0.0 is not whole: it failed.", "Version 1.0.0 is encrypted with a key of yours: nobody else can build from it.",
                "Version 1.0.0 reached its end of life on 2026-11-24. Azure goes on giving it out."],
            ReportRules.Warnings(facts).Select(w => w.Message));
    }

    [Fact]
    public void The_gravest_comes_first_and_none_comes_twice()
    {
        var guest = Reader(GalleryReaderKind.Guest) with { State = "PendingAcceptance" };
        var warnings = ReportRules.Warnings(Facts("Fabrikam", guest, guest, App(Now.AddDays(-1))));

        Assert.Equal([ShareWarningSeverity.High, ShareWarningSeverity.Medium], warnings.Select(w => w.Severity));
    }

    [Fact]
    public void What_somebody_else_chose_is_never_in_a_fix()
    {
        const string Name = "x'; Remove-Item / #";
        var hostile = ReportRules.Warnings(Facts(Name,
            App(Now) with { DisplayName = Name },
            Reader(GalleryReaderKind.Guest, Name) with { State = "PendingAcceptance", SignInName = Name, RoleDefinitionName = "Owner" },
            Reader(GalleryReaderKind.Unknown, Name) with { Scope = Group }));

        Assert.Equal(5, hostile.Count);
        Assert.All(hostile, w => Assert.DoesNotContain("Remove-Item", w.Fix, StringComparison.Ordinal));
    }

    private static ShareWarning One(GalleryReader reader) => Assert.Single(ReportRules.Warnings(Facts("Fabrikam", reader)));
}
