using Xunit;

namespace ImageShare.Tests.Isolation;

public sealed class LoadTests
{
    // Refused before any network: the token is none. The engine and its Azure.Core are loaded all the same.
    private const string UseEngine =
        """
        try { Connect-ImageShare -AccessToken none -TenantId 00000000-0000-0000-0000-000000000001 }
        catch { 'engine ' + $_.FullyQualifiedErrorId }
        """;

    [Fact]
    public async Task Import_loads_no_Azure_assembly_and_no_engine()
    {
        var lines = await Probe.RunAsync(Probe.ImportModule, "(Get-Module ImageShare).ExportedCmdlets.Count -gt 0", Probe.Assemblies);

        Assert.Equal(["True"], lines);
    }

    [Fact]
    public async Task Using_the_engine_loads_its_assemblies_into_its_own_context_only()
    {
        var lines = await Probe.RunAsync(Probe.ImportModule, UseEngine, Probe.Assemblies);

        AssertEngineAnswered(lines);
        Assert.Contains(lines, l => l.StartsWith("loaded Azure.Core 1.64.", StringComparison.Ordinal));
        Assert.All(
            lines.Where(l => l.StartsWith("loaded ", StringComparison.Ordinal)),
            l => Assert.EndsWith(" in ImageShare.Engine", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explaining_an_error_loads_the_engine_and_no_Azure_assembly()
    {
        var lines = await Probe.RunAsync(
            Probe.ImportModule, "(Resolve-ImageShareError -Text '(ScopeLocked) locked').Code", Probe.Assemblies);

        Assert.Equal("ScopeLocked", lines[0]);
        Assert.All(lines.Skip(1), l => Assert.StartsWith("loaded ImageShare.Engine ", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_Azure_Core_that_came_first_is_left_alone()
    {
        var lines = await Probe.RunAsync(Probe.ImportDecoy, "Get-Decoy", Probe.ImportModule, UseEngine, "Get-Decoy", Probe.Assemblies);

        AssertBothWork(lines);
    }

    [Fact]
    public async Task An_older_Azure_Core_may_come_later()
    {
        var lines = await Probe.RunAsync(
            Probe.ImportModule, UseEngine, Probe.ImportDecoy, "Get-Decoy", UseEngine, "Get-Decoy", Probe.Assemblies);

        AssertBothWork(lines);
    }

    [Fact]
    public async Task Forced_and_repeated_imports_export_every_cmdlet()
    {
        const string Count = "(Get-Command -Module ImageShare).Count; (Get-Module ImageShare).ExportedCmdlets.Count";
        var lines = await Probe.RunAsync(
            Probe.ImportModule, Count, $"{Probe.ImportModule} -Force", Count, "Remove-Module ImageShare", Probe.ImportModule, Count);

        Assert.Equal(6, lines.Count);
        Assert.Single(lines.Distinct());
        Assert.True(int.Parse(lines[0], null) >= 13);
    }

    private static void AssertBothWork(IReadOnlyList<string> lines)
    {
        AssertEngineAnswered(lines);
        Assert.Equal(["group 1.36.0.0", "group 1.36.0.0"], lines.Where(l => l.StartsWith("group ", StringComparison.Ordinal)));
        Assert.Contains("loaded Azure.Core 1.36.0.0 in Default", lines);
        Assert.Contains("loaded Azure.Core 1.64.0.0 in ImageShare.Engine", lines);
    }

    private static void AssertEngineAnswered(IReadOnlyList<string> lines) => Assert.All(
        lines.Where(l => l.StartsWith("engine ", StringComparison.Ordinal)).DefaultIfEmpty("the engine was not asked"),
        l => Assert.Matches("^engine (?!ModuleIncomplete).*,ImageShare.Commands.ConnectImageShareCommand$", l));
}
