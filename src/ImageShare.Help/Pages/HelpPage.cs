using System.Text.RegularExpressions;

namespace ImageShare.Help.Pages;

/// <summary>What docs/Verb-Noun.md says of a cmdlet, as paragraphs of plain text.</summary>
internal sealed partial record HelpPage(string Name, string Synopsis, IReadOnlyList<string> Description)
{
    public IReadOnlyList<HelpExample> Examples { get; init; } = [];

    /// <summary>By name, without the hyphen.</summary>
    public IReadOnlyList<HelpItem> Parameters { get; init; } = [];

    /// <summary>By the type's full name.</summary>
    public IReadOnlyList<HelpItem> Inputs { get; init; } = [];

    /// <summary>By the type's full name.</summary>
    public IReadOnlyList<HelpItem> Outputs { get; init; } = [];

    public IReadOnlyList<HelpLink> Links { get; init; } = [];

    public IReadOnlyList<string> DescriptionOf(string parameter) =>
        Parameters.FirstOrDefault(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))?.Text ?? [];

    /// <summary>What its text says after "Default:"; null when it does not.</summary>
    public string? DefaultOf(string parameter) =>
        DescriptionOf(parameter).Select(p => DefaultSentence().Match(p)).FirstOrDefault(m => m.Success)?.Groups["value"].Value;

    [GeneratedRegex(@"\bDefault: (?<value>.+?)\.(?= |$)")]
    private static partial Regex DefaultSentence();
}

internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

internal sealed record HelpItem(string Name, IReadOnlyList<string> Text);

/// <param name="Text">What to show: the cmdlet, the topic, the title.</param>
/// <param name="Target">A file beside the page, or an address.</param>
internal sealed record HelpLink(string Text, string Target)
{
    /// <summary>An address that Get-Help -Online can open; empty for a file beside the page.</summary>
    public string Address => Target.Contains("://", StringComparison.Ordinal) ? Target : "";
}
