using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ImageShare.Help.Text;

/// <summary>Markdown as text that reads well without any markup.</summary>
internal static class PlainText
{
    private const string Bullet = "- ";

    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.Select(Of).Where(t => t.Length > 0)];

    /// <summary>The lines of a code block, as they are.</summary>
    public static string Of(LeafBlock code) => code.Lines.ToString().ReplaceLineEndings("\n").TrimEnd();

    /// <summary>Code and links lose their marks; an address follows its text.</summary>
    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
            Append(text, inline);
        return text.ToString().Trim();
    }

    public static string Of(Block block) => block switch
    {
        CodeBlock code => Of((LeafBlock)code),
        LeafBlock { Inline: { } inlines } => Of(inlines),
        ListBlock list => string.Join('\n', list.Cast<ListItemBlock>().Select((item, i) => Item(list, item, i))),
        Table table => TextTable.Of(Rows(table)),
        ContainerBlock container => string.Join("\n\n", Paragraphs(container)),
        _ => "",
    };

    private static string Item(ListBlock list, ListItemBlock item, int index)
    {
        var mark = list.IsOrdered ? $"{index + 1}. " : Bullet;
        return mark + string.Join('\n', Paragraphs(item)).Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(Table table) =>
        [.. table.Cast<TableRow>().Select(row =>
            (IReadOnlyList<string>)[.. row.Cast<TableCell>().Select(c => string.Join(' ', Paragraphs(c)))])];

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case AutolinkInline address:
                text.Append(address.Url);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LineBreakInline lineBreak:
                Break(text, lineBreak);
                break;
            case LinkInline { Url: { } url } link when url.Contains("://", StringComparison.Ordinal) && Of((ContainerInline)link) != url:
                text.Append($"{Of((ContainerInline)link)} ({url})");
                break;
            case ContainerInline container:
                text.Append(Of(container));
                break;
        }
    }

    // Japanese has no spaces between its own words, nor after its punctuation; so none where such a line ends.
    private static void Break(StringBuilder text, LineBreakInline lineBreak)
    {
        if (lineBreak.IsHard)
            text.Append('\n');
        else if (text.Length == 0 || !TextWidth.IsWide(text[^1]) || !(IsWideNext(lineBreak) || "、。「（".Contains(text[^1])))
            text.Append(' ');
    }

    private static bool IsWideNext(LineBreakInline lineBreak)
    {
        var next = new StringBuilder();
        if (lineBreak.NextSibling is { } sibling)
            Append(next, sibling);
        return next.Length > 0 && TextWidth.IsWide(next[0]);
    }
}
