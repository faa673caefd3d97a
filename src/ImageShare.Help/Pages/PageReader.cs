using ImageShare.Help.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ImageShare.Help.Pages;

/// <summary>Reads docs/Verb-Noun.md, and the shorter page of another language with nothing but synopsis and description.</summary>
internal sealed class PageReader(string path)
{
    private static readonly string[] DescriptionTitles = ["Description", "説明"];

    public static HelpPage Read(string path) => new PageReader(path).Read();

    private HelpPage Read()
    {
        var (_, pages) = Sections.Cut(Sections.Read(path), level: 1);
        if (pages is not [var page] || page.Title != Path.GetFileNameWithoutExtension(path))
            throw Wrong(1, $"The page must have one heading of the first level, '# {Path.GetFileNameWithoutExtension(path)}'.");

        var (synopsis, sections) = Sections.Cut(page.Blocks, level: 2);
        if (synopsis is not [ParagraphBlock sentence])
            throw Wrong(page.Line, "One paragraph, the synopsis, must follow the name.");

        var result = new HelpPage(page.Title, PlainText.Of(sentence.Inline), []);
        foreach (var section in sections)
            result = With(result, section);
        return result.Description.Count > 0 ? result : throw Wrong(page.Line, "The section Description is missing.");
    }

    private HelpPage With(HelpPage page, Section section) => section.Title switch
    {
        var title when DescriptionTitles.Contains(title) => page with { Description = PlainText.Paragraphs(section.Blocks) },
        "Examples" => page with { Examples = [.. Parts(section).Select(Example)] },
        "Parameters" => page with { Parameters = [.. Parts(section).Select(Parameter)] },
        "Inputs" => page with { Inputs = [.. Parts(section).Select(Item)] },
        "Outputs" => page with { Outputs = [.. Parts(section).Select(Item)] },
        "Related links" => page with { Links = [.. section.Blocks.SelectMany(b => b.Descendants<LinkInline>()).Select(Link)] },
        _ => throw Wrong(section.Line, $"There is no section '{section.Title}' in a page."),
    };

    private Section[] Parts(Section section)
    {
        var (before, parts) = Sections.Cut(section.Blocks, level: 3);
        return before is [] ? parts : throw Wrong(before[0].Line + 1, $"'{section.Title}' holds headings of the third level only.");
    }

    private HelpExample Example(Section part) => part.Blocks is [FencedCodeBlock code, .. var remarks]
        ? new HelpExample(part.Title, PlainText.Of(code), PlainText.Paragraphs(remarks))
        : throw Wrong(part.Line, "An example begins with its code.");

    private HelpItem Parameter(Section part) => part.Title.StartsWith('-')
        ? Item(part) with { Name = part.Title[1..] }
        : throw Wrong(part.Line, "A parameter's heading begins with its hyphen.");

    private static HelpItem Item(Section part) => new(part.Title, PlainText.Paragraphs(part.Blocks));

    private static HelpLink Link(LinkInline link) => new(PlainText.Of(link), link.Url ?? "");

    private PageException Wrong(int line, string message) => new(path, line, message);
}
