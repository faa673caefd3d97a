using System.Globalization;
using System.Xml.Linq;
using ImageShare.Model;
using static ImageShare.Engine.Shares.Report.Html;
using static ImageShare.Engine.Shares.Report.ReportWords;

namespace ImageShare.Engine.Shares.Report;

/// <summary>Galleries on the left, consumers on the right, a line for each way by which one reads the other.</summary>
internal static class ReportPicture
{
    private const int Width = 960;
    private const int BoxWidth = 300;
    private const int BoxHeight = 48;
    private const int RowHeight = 62;
    private const int LineGap = 9;

    public static XElement Of(ReportFacts facts)
    {
        var height = RowHeight * Math.Max(facts.Shares.Count, facts.Galleries.Count);
        var galleries = Places(facts.Galleries.Count, height);
        var consumers = Places(facts.Shares.Count, height);
        return Classed("svg", "picture",
            Attribute("viewBox", $"0 0 {Width} {height}"), new XAttribute("role", "img"), new XAttribute("aria-label",
                $"{Count(facts.Galleries.Count, "gallery", "galleries")} and the {Count(facts.Shares.Count, "consumer")} that read them; "
                + "the table of consumers says the same."),
            facts.Shares.Zip(consumers).SelectMany(share => facts.Galleries.Zip(galleries)
                .SelectMany(gallery => Lines(gallery.First, gallery.Second, share.First, share.Second, facts))),
            facts.Galleries.Zip(galleries).Select(g => Box(0, g.Second, "gallery", g.First.Name, About(g.First, facts))),
            facts.Shares.Zip(consumers).Select(s => Box(Width - BoxWidth, s.Second, "consumer", Name(s.First), About(s.First))));
    }

    /// <summary>What the lines of this picture mean.</summary>
    public static XElement Legend(ReportFacts facts) => Classed("ul", "legend",
        facts.Shares.SelectMany(s => s.Readers).Select(r => Way(r.Kind)).Distinct().Order(StringComparer.Ordinal)
            .Select(way => Key(way, Words(way))),
        facts.Shares.SelectMany(s => s.Readers).Any(r => !Reads(r, facts)) ? Key("dashed", "cannot read now: not accepted, or ended") : null);

    private static XElement Key(string classes, string words) => Element("li",
        Element("svg", new XAttribute("viewBox", "0 0 28 8"), new XAttribute("aria-hidden", "true"),
            Classed("path", $"way {classes}", new XAttribute("d", "M0 4H28"))),
        words);

    private static IEnumerable<XElement> Lines(ReportGallery gallery, double from, ConsumerShare share, double to, ReportFacts facts)
    {
        var ways = share.Readers.Where(r => gallery.Is(r.GalleryResourceId)).GroupBy(r => Way(r.Kind)).OrderBy(g => g.Key).ToList();
        for (var i = 0; i < ways.Count; i++)
        {
            var shift = LineGap * (i - ((ways.Count - 1) / 2.0));
            const int Start = BoxWidth, End = Width - BoxWidth, Middle = Width / 2;
            var dashed = ways[i].Any(r => Reads(r, facts)) ? "" : " dashed";
            yield return Classed("path", $"way {ways[i].Key}{dashed}", Attribute(
                "d", $"M{Start} {from + shift}C{Middle} {from + shift} {Middle} {to + shift} {End} {to + shift}"));
        }
    }

    // HTML inside, because only HTML cuts a long name off with dots.
    private static XElement Box(int left, double middle, string kind, string name, string about) => Classed("g", kind,
        Element("rect", Attribute("x", $"{left + 1}"), Attribute("y", $"{middle - (BoxHeight / 2)}"),
            Attribute("width", $"{BoxWidth - 2}"), Attribute("height", $"{BoxHeight}"), new XAttribute("rx", 8)),
        Element("foreignObject", Attribute("x", $"{left}"), Attribute("y", $"{middle - (BoxHeight / 2)}"),
            Attribute("width", $"{BoxWidth}"), Attribute("height", $"{BoxHeight}"),
            Classed("div", "box", Element("strong", Foreign(name)), Element("span", about))));

    private static string About(ReportGallery gallery, ReportFacts facts) =>
        $"{Count(gallery.Images.Count, "image")} · "
        + $"{Count(facts.Shares.Count(s => s.Readers.Any(r => gallery.Is(r.GalleryResourceId))), "consumer")}";

    private static string About(ConsumerShare share) =>
        string.Join(", ", share.Methods.Select(Kind)) + (share.ExpiresOn is { } end ? $" · until {Day(end)}" : "");

    private static bool Reads(GalleryReader reader, ReportFacts facts) =>
        reader.State != "PendingAcceptance" && !facts.IsOver(reader.ExpiresOn);

    private static string Way(GalleryReaderKind kind) => kind switch
    {
        GalleryReaderKind.App or GalleryReaderKind.ManagedIdentity => "app",
        GalleryReaderKind.User or GalleryReaderKind.Guest or GalleryReaderKind.Group => "people",
        GalleryReaderKind.Delegation or GalleryReaderKind.EligibleDelegation => "lighthouse",
        GalleryReaderKind.DirectShare => "direct",
        GalleryReaderKind.Community => "public",
        _ => "unknown",
    };

    private static string Words(string way) => way switch
    {
        "app" => "an app",
        "people" => "guests and users",
        "lighthouse" => "Azure Lighthouse",
        "direct" => "direct share",
        "public" => "everyone",
        _ => "unknown to the directory",
    };

    private static IReadOnlyList<double> Places(int count, double height) =>
        [.. Enumerable.Range(0, count).Select(i => (i + 0.5) * height / count)];

    private static XAttribute Attribute(string name, FormattableString value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
