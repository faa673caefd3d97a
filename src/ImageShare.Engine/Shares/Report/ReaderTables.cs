using System.Xml.Linq;
using ImageShare.Model;
using static ImageShare.Engine.Shares.Report.Html;
using static ImageShare.Engine.Shares.Report.ReportWords;

namespace ImageShare.Engine.Shares.Report;

/// <summary>Every reader, by consumer.</summary>
internal static class ReaderTables
{
    public static XElement? Of(ReportFacts facts) => facts.Shares.Count == 0 ? null : Element("section",
        Element("h2", "Consumers"),
        Element("table",
            Element("thead", Element("tr",
                Element("th", "Reads by"), Element("th", "Who"), Element("th", "What"), Element("th", "Role"), Element("th", "Until"))),
            facts.Shares.Select(share => Of(share, facts))));

    private static XElement Of(ConsumerShare share, ReportFacts facts) => Element("tbody",
        Classed("tr", "group", Element("th", new XAttribute("colspan", 5), new XAttribute("scope", "rowgroup"),
            Foreign(Name(share)),
            share.ConsumerTenantId is { } tenant && share.ConsumerName is not null ? Classed("small", "quiet", $" tenant {tenant}") : null)),
        share.Readers.Select(reader => Element("tr",
            Classed("td", "kind", Kind(reader.Kind)),
            Element("td", Who(reader)),
            Element("td", What(reader)),
            Element("td", reader.RoleDefinitionName ?? "—"),
            Element("td", Until(reader, facts)))));

    private static IEnumerable<XElement> Who(GalleryReader reader)
    {
        if (reader.Kind == GalleryReaderKind.DirectShare)
            yield return Element("span", $"{reader.ObjectType.ToLowerInvariant()} ");
        yield return Foreign(Name(reader));
        if (reader.SignInName is { } address && address != reader.DisplayName)
            yield return Classed("small", "quiet line", Foreign(address));
        if (reader.GroupId is { } group)
            yield return Classed("small", "quiet line", $"member of the group {group}");
    }

    private static IEnumerable<object> What(GalleryReader reader)
    {
        var gallery = reader.GalleryResourceId?.Split('/')[^1] ?? reader.Scope.Split('/')[^1];
        yield return Foreign(gallery);
        if (reader.ScopeType != "Gallery")
            yield return Classed("small", reader.Inherited && !ReportRules.IsDelegation(reader) ? "warn line" : "quiet line",
                $"{(reader.Inherited ? "through" : "only")} {Scope(reader.Scope, reader.ScopeType)}");
    }

    private static XElement Until(GalleryReader reader, ReportFacts facts)
    {
        if (reader.State == "PendingAcceptance")
            return Classed("span", "badge fair", "not accepted yet");
        if (reader.ExpiresOn is not { } end)
            return Classed("span", "quiet", reader.App is null ? "taken back" : "no end");
        return facts.IsOver(end) ? Classed("span", "badge bad", $"ended {Day(end)}")
            : facts.IsNear(end) ? Classed("span", "badge fair", Day(end))
            : Element("span", Day(end));
    }
}
