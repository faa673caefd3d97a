using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ImageShare.Engine.Shares.Report;

/// <summary>Elements of a page. XElement escapes; nothing here puts markup together as text.</summary>
internal static class Html
{
    public static XElement Element(string name, params object?[] content) => new(name, content.Select(Safe));

    public static XElement Classed(string name, string classes, params object?[] content) =>
        Element(name, [new XAttribute("class", classes), .. content]);

    /// <summary>A name that somebody else chose: its own direction of writing does not turn around what stands beside it.</summary>
    public static XElement Foreign(string name) => Element("bdi", name);

    /// <summary>
    /// A page that loads nothing, runs nothing and sends nothing, whatever would find its way into it: the browser is told to refuse all
    /// but this one style sheet.
    /// </summary>
    public static byte[] Page(string title, string style, params object?[] body)
    {
        // The browser takes line ends as \n before it computes the hash.
        style = style.ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'";
        var page = new XDocument(
            new XDocumentType("html", null, null, null),
            new XElement("html",
                new XAttribute("lang", "en"),
                new XElement("head",
                    new XElement("meta", new XAttribute("charset", "utf-8")),
                    Meta("http-equiv", "Content-Security-Policy", policy),
                    Meta("name", "viewport", "width=device-width, initial-scale=1"),
                    Meta("name", "color-scheme", "light dark"),
                    Meta("name", "referrer", "no-referrer"),
                    Element("title", title),
                    Element("style", style)),
                Element("body", body)));
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            NewLineHandling = NewLineHandling.None,
        };
        using (var writer = XmlWriter.Create(stream, settings))
            page.Save(writer);
        return stream.ToArray();
    }

    private static XElement Meta(string kind, string name, string content) =>
        new("meta", new XAttribute(kind, name), new XAttribute("content", content));

    // A name may hold characters that no document may. And an element without any content would be written as <td />, which HTML reads
    // as the beginning of one.
    private static object? Safe(object? content) => content switch
    {
        string text => new XText(string.Concat(text.EnumerateRunes().Select(r => IsAllowed(r) ? r.ToString() : "\uFFFD"))),
        _ => content,
    };

    private static bool IsAllowed(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}
