using ImageShare.Help.Pages;
using ImageShare.Help.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace ImageShare.Help.Writing;

/// <summary>Writes docs/about_Topic.md as the plain text that Get-Help about_Topic shows.</summary>
internal static class TopicWriter
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <param name="path">The page: its name as heading, a paragraph that says what it is about, and sections.</param>
    /// <param name="language">Culture of the page, such as ja-JP.</param>
    /// <param name="appendix">Sections that follow, made of data.</param>
    public static string Write(string path, string language, IEnumerable<(string Title, IReadOnlyList<string> Text)> appendix)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var (_, pages) = Sections.Cut(Sections.Read(path), level: 1);
        if (pages is not [var page] || page.Title != name)
            throw new PageException(path, 1, $"The topic must have one heading of the first level, '# {name}'.");

        var (before, sections) = Sections.Cut(page.Blocks, level: 2);
        if (before is not [ParagraphBlock about, .. var rest])
            throw new PageException(path, page.Line, "A paragraph that says what the topic is about must follow its name.");

        // Get-Help takes the fifth line for what to show in lists.
        var (topic, shortly, atLength) = language.StartsWith("ja", StringComparison.Ordinal)
            ? ("トピック", "概要", "説明") : ("TOPIC", "SHORT DESCRIPTION", "LONG DESCRIPTION");
        List<string> lines = [topic, Indent + name, "", shortly, Indent + PlainText.Of(about.Inline), ""];
        if (rest.Length > 0)
            Add(atLength, rest.Select(Lines));
        foreach (var section in sections)
            Add(section.Title.ToUpperInvariant(), section.Blocks.Select(Lines));
        foreach (var (title, paragraphs) in appendix)
            Add(title, paragraphs.Select(Wrapped));
        return string.Join('\n', lines).TrimEnd() + "\n";

        void Add(string title, IEnumerable<IReadOnlyList<string>> paragraphs) =>
            lines.AddRange([title, .. paragraphs.SelectMany(p => p.Append("")).Select(line => line.Length == 0 ? "" : Indent + line)]);
    }

    // Code and tables keep their lines.
    private static IReadOnlyList<string> Lines(Block block) =>
        block is CodeBlock or Table ? PlainText.Of(block).Split('\n') : Wrapped(PlainText.Of(block));

    private static IReadOnlyList<string> Wrapped(string paragraph) => Wrapping.Wrap(paragraph, Width - Indent.Length);
}
