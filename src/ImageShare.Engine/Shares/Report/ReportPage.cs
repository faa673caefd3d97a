using System.Globalization;
using System.Xml.Linq;
using ImageShare.Model;
using static ImageShare.Engine.Shares.Report.Html;
using static ImageShare.Engine.Shares.Report.ReportWords;

namespace ImageShare.Engine.Shares.Report;

/// <summary>The page: what needs somebody first, then the picture, then every reader and every image.</summary>
internal static class ReportPage
{
    private static readonly Lazy<string> s_style = new(() =>
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("ImageShare.Engine.Shares.Report.Report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static byte[] Of(ReportFacts facts, IReadOnlyList<ShareWarning> warnings)
    {
        var title = facts.Title ?? "Who can read our VM images";
        return Page(title, s_style.Value, Element("main",
            Element("header", Element("h1", title), Classed("p", "quiet", Origin(facts))),
            Figures(facts, warnings),
            Warnings(warnings),
            facts.Shares.Count == 0
                ? Element("section", Element("h2", "Who reads what"), Element("p", "Nobody outside can read a gallery."))
                : Element("section", Element("h2", "Who reads what"), ReportPicture.Of(facts), ReportPicture.Legend(facts)),
            ReaderTables.Of(facts),
            ImageTables.Of(facts),
            Element("footer", Element("p",
                $"A snapshot of {Day(facts.CreatedOn)}, made by Export-ImageShareReport of ImageShare. It shows who reads from outside; the "
                + "publisher's own people and apps are not listed. All times are UTC."))));
    }

    private static string Origin(ReportFacts facts)
    {
        var tenants = facts.Shares.Select(s => s.TenantId).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var time = facts.CreatedOn.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return tenants.Count == 0 ? time : $"Publisher's tenant {string.Join(", ", tenants)} · {time}";
    }

    private static XElement Figures(ReportFacts facts, IReadOnlyList<ShareWarning> warnings) => Classed("dl", "figures",
        Figure(facts.Shares.Count, "consumer"),
        Figure(facts.Galleries.Count, "gallery", "galleries"),
        Figure(facts.Galleries.Sum(g => g.Images.Count), "image"),
        Figure(warnings.Count, "warning"));

    private static XElement Figure(int count, string one, string? many = null) =>
        Element("div", Element("dt", Count(count, one, many).Split(' ', 2)[1]), Element("dd", count.ToString(CultureInfo.InvariantCulture)));

    private static XElement Warnings(IReadOnlyList<ShareWarning> warnings) => Element("section",
        Element("h2", "What needs attention"),
        warnings.Count == 0
            ? Element("p", "Nothing: no access is wider than it should be, and nothing ends soon.")
            : Classed("ul", "warnings", warnings.Select(w => Classed("li", Class(w.Severity),
                Classed("span", "badge", Word(w.Severity)),
                Element("div",
                    Element("p", Element("strong", Foreign(w.About), ":"), " ", w.Message),
                    Classed("p", "quiet", w.Fix))))));

    private static string Class(ShareWarningSeverity severity) =>
        severity switch { ShareWarningSeverity.High => "bad", ShareWarningSeverity.Medium => "fair", _ => "note" };

    // In words, too: colour is not for everyone, nor for every printer.
    private static string Word(ShareWarningSeverity severity) =>
        severity switch { ShareWarningSeverity.High => "Act now", ShareWarningSeverity.Medium => "Look at", _ => "Note" };
}
