using Markdig;
using Markdig.Syntax;

namespace ImageShare.Help.Pages;

/// <summary>A heading and the blocks under it, up to the next heading of its level.</summary>
internal sealed record Section(HeadingBlock Heading, string Title, Block[] Blocks)
{
    public int Line => Heading.Line + 1;
}

/// <summary>A Markdown file, cut at its headings.</summary>
internal static class Sections
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build();

    public static Block[] Read(string path) => [.. Markdown.Parse(File.ReadAllText(path), Pipeline)];

    /// <summary>Blocks before the first heading of the level, and the sections of that level.</summary>
    public static (Block[] Before, Section[] Sections) Cut(IEnumerable<Block> blocks, int level)
    {
        List<Block> before = [];
        List<(HeadingBlock Heading, List<Block> Blocks)> found = [];
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
                found.Add((heading, []));
            else
                (found.Count == 0 ? before : found[^1].Blocks).Add(block);
        }

        return ([.. before], [.. found.Select(f => new Section(f.Heading, Text.PlainText.Of(f.Heading.Inline), [.. f.Blocks]))]);
    }
}
