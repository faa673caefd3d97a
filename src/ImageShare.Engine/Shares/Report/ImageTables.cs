using System.Xml.Linq;
using ImageShare.Model;
using static ImageShare.Engine.Shares.Report.Html;
using static ImageShare.Engine.Shares.Report.ReportWords;

namespace ImageShare.Engine.Shares.Report;

/// <summary>What there is to read, by gallery.</summary>
internal static class ImageTables
{
    public static XElement? Of(ReportFacts facts) => facts.Galleries.Count == 0 ? null : Element("section",
        Element("h2", "Images"),
        Element("table",
            Element("thead", Element("tr",
                Element("th", "Image"), Element("th", "Latest"), Element("th", "System"), Element("th", "Regions"),
                Element("th", "End of life"))),
            facts.Galleries.Select(gallery => Of(gallery, facts))));

    private static XElement Of(ReportGallery gallery, ReportFacts facts) => Element("tbody",
        Classed("tr", "group", Element("th", new XAttribute("colspan", 5), new XAttribute("scope", "rowgroup"),
            Foreign(gallery.Name), Classed("small", "quiet", " resource group ", Foreign(gallery.ResourceGroupName)))),
        gallery.Images.Count == 0
            ? Element("tr", Element("td", new XAttribute("colspan", 5), "No image version."))
            : (object)gallery.Images.Select(image => Of(image, facts)));

    private static XElement Of(ReportImage image, ReportFacts facts) => Element("tr",
        Element("td", Foreign(image.Shown.Name)),
        Element("td", image.Shown.Version ?? "—", Versions(image)),
        Element("td", image.Shown.OSType ?? "—", Classed("small", "quiet line",
            string.Join(" · ", new[] { image.Shown.HyperVGeneration, image.Shown.Architecture }.OfType<string>()))),
        Element("td", image.Shown.Regions.Count == 0 ? "—" : string.Join(", ", image.Shown.Regions)),
        Element("td", image.Shown.EndOfLifeDate is not { } end ? Classed("span", "quiet", "—")
            : facts.IsNear(end) ? Classed("span", "badge fair", Day(end)) : Element("span", Day(end))));

    private static IEnumerable<XElement> Versions(ReportImage image)
    {
        yield return Classed("small", "quiet line", $"of {Count(image.Versions, "version")}");
        if (image.Failed.Count > 0)
            yield return Classed("span", "badge bad", $"{image.Failed.Count} failed");
    }
}
