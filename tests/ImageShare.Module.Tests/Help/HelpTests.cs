using System.Management.Automation;
using ImageShare.Tests.Isolation;
using ImageShare.Tests.Rules;
using Xunit;

namespace ImageShare.Tests.Help;

/// <summary>What PowerShell's own Get-Help shows of the built module.</summary>
public sealed class HelpTests
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> English = new(() => ReadAsync("en-US"));
    private static readonly Lazy<Task<IReadOnlyList<string>>> Japanese = new(() => ReadAsync("ja-JP"));

    public static TheoryData<string> Cmdlets => [.. BuiltModule.Cmdlets.Select(BuiltModule.Name)];

    public static TheoryData<string> Topics =>
        ["about_ImageShare", "about_ImageShareAuthentication", "about_ImageShareCrossTenant", "about_ImageSharePermissions",
            "about_ImageShareSandbox"];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Get_Help_shows_the_page(string name)
    {
        var page = PageRules.Page(name);
        var english = await English.Value;
        Assert.Contains($"{name}: {page.Synopsis}", english);
        Assert.Contains($"{name}: {page.Examples.Count} examples, {BuiltModule.Parameters(ByName(name)).Count()} described", english);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task In_Japanese_the_synopsis_is_translated_and_the_rest_is_there(string name)
    {
        var japanese = await Japanese.Value;
        Assert.Contains(japanese, l => l.StartsWith($"{name}: ", StringComparison.Ordinal) && IsJapanese(l));
        Assert.Contains(
            $"{name}: {PageRules.Page(name).Examples.Count} examples, {BuiltModule.Parameters(ByName(name)).Count()} described", japanese);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Get_Help_shows_the_topic(string topic)
    {
        Assert.Contains(await English.Value, l => l.StartsWith($"{topic}: ", StringComparison.Ordinal) && !IsJapanese(l));
        Assert.Contains(await Japanese.Value, l => l.StartsWith($"{topic}: ", StringComparison.Ordinal) && IsJapanese(l));
    }

    [Fact]
    public async Task A_default_is_shown_in_the_words_of_the_page()
    {
        Assert.Contains("New-SharedImageVM -Count: one VM, which is called NAME", await English.Value);
        Assert.Contains("New-SharedImageVM -Priority: Regular", await Japanese.Value);
        Assert.Contains("New-SharedImageVM -Zone: None", await English.Value);
    }

    private static Type ByName(string name) => BuiltModule.Cmdlets.Single(c => BuiltModule.Name(c) == name);

    private static bool IsJapanese(string text) => text.Any(c => c is >= '\u3040' and <= '\u30ff');

    private static Task<IReadOnlyList<string>> ReadAsync(string culture) => Probe.RunAsync(
        // Without the data of cultures, as here, only their names can be had.
        start => start.Environment["DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY"] = "false",
        [
            Probe.ImportModule,
            $$"""
            [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::new('{{culture}}')
            [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
            foreach ($name in (Get-Command -Module ImageShare).Name) {
                $help = Get-Help $name
                "${name}: $($help.Synopsis)"
                # The common ones are described by the generator itself.
                $described = @($help.parameters.parameter | Where-Object {
                    $_.name -notin 'WhatIf', 'Confirm' -and $_.description[0].Text }).Count
                "${name}: $(@($help.examples.example).Count) examples, $described described"
                foreach ($parameter in $help.parameters.parameter) { "$name -$($parameter.name): $($parameter.defaultValue)" }
            }
            """,
            .. Topics.Select(row => $$"""$text = Get-Help {{row.Data}}; "{{row.Data}}: $(($text -split '\n')[4].Trim())" """),
        ]);
}
