using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using ImageShare.Help.Module;
using ImageShare.Help.Pages;
using ImageShare.Tests.Rules;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace ImageShare.Tests.Help;

/// <summary>The pages in docs/ say what the module is.</summary>
public sealed partial class PageRules
{
    public static readonly string Docs = Path.Combine(Repository.Root, "docs");

    private static readonly IReadOnlyList<CmdletFacts> All = ModuleFacts.Read(Repository.Module);

    public static TheoryData<string> Cmdlets => [.. All.Select(c => c.Name)];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Docs, f)).Order()];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_cmdlet_has_a_page_that_describes_its_parameters_and_no_others(string name)
    {
        var page = Page(name);
        var described = page.Parameters.Where(p => p.Text.Count > 0).Select(p => p.Name);
        Assert.Equal(Parameters(name).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_page_says_what_goes_in_and_comes_out_and_shows_two_to_four_examples(string name)
    {
        var page = Page(name);
        Assert.EndsWith(".", page.Synopsis, StringComparison.Ordinal);
        Assert.InRange(page.Examples.Count, 2, 4);
        Assert.All(page.Examples, example => Assert.NotEmpty(example.Remarks));
        Assert.NotEmpty(page.Inputs);
        Assert.Equal(OutputTypes(name), page.Outputs.Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.All([.. page.Inputs, .. page.Outputs], item => Assert.NotEmpty(item.Text));
        Assert.NotEmpty(page.Links);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_a_parameter_is_when_nobody_gives_it_is_said(string name)
    {
        var type = BuiltModule.Cmdlets.Single(c => BuiltModule.Name(c) == name);
        var cmdlet = Activator.CreateInstance(type)!;
        var initial = BuiltModule.Parameters(type).Select(p => (p.Name, Value: Initial(p.GetValue(cmdlet)))).Where(p => p.Value is not null);
        Assert.All(initial, p => Assert.Matches($"^{Regex.Escape(p.Value!)}(,|$)", Page(name).DefaultOf(p.Name)));
        (cmdlet as IDisposable)?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Links_lead_somewhere(string file)
    {
        var path = Path.Combine(Docs, file);
        var text = File.ReadAllText(path);
        Assert.All(
            Markdown.Parse(text).Descendants<LinkInline>().Where(l => !l.Url!.Contains("://", StringComparison.Ordinal)),
            link => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, link.Url!.Split('#')[0])), $"{file} -> {link.Url}"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cmdlet_that_is_named_exists(string file)
    {
        string[] nouns = [.. All.Select(c => c.Noun).Distinct()];
        var named = CmdletName().Matches(File.ReadAllText(Path.Combine(Docs, file))).Where(m => nouns.Contains(m.Groups["noun"].Value));
        Assert.All(named, match => Assert.Contains(match.Value, All.Select(c => c.Name)));
    }

    [Fact]
    public void A_missing_page_is_noticed() => Assert.Throws<FileNotFoundException>(() => Page("Get-Nothing"));

    internal static HelpPage Page(string name) => PageReader.Read(Path.Combine(Docs, $"{name}.md"));

    private static IEnumerable<string> Parameters(string name) =>
        All.Single(c => c.Name == name).Parameters.Where(p => !p.IsCommon).Select(p => p.Name);

    // Zero of a number is nothing given, and an empty list too.
    private static string? Initial(object? value) => value switch
    {
        null or "" or 0 or SwitchParameter or System.Collections.ICollection { Count: 0 } => null,
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };

    private static IEnumerable<string> OutputTypes(string name) => BuiltModule.Cmdlets.Single(c => BuiltModule.Name(c) == name)
        .GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(t => t.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\b[A-Z][a-z]+-(?<noun>[A-Z][A-Za-z]+)\b")]
    private static partial Regex CmdletName();
}
