using ImageShare.Tests.Isolation;
using Xunit;

namespace ImageShare.Tests.Commands;

/// <summary>The cases of binding.txt, all in one process.</summary>
public sealed class BindingTests
{
    private const string Title = "## ";
    private const string Line = "=> ";

    private static readonly List<(string Title, string Script, string[] Lines)> Cases = [.. Read()];
    private static readonly Lazy<Task<IReadOnlyList<string>>> Output = new(RunAsync);

    public static TheoryData<string> Titles => [.. Cases.Select(c => c.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task The_engine_is_asked_for(string title)
    {
        var output = await Output.Value;
        var written = output.SkipWhile(l => l != Title + title).Skip(1).TakeWhile(l => !l.StartsWith(Title, StringComparison.Ordinal));
        var expected = Cases.Single(c => c.Title == title).Lines.Select(l => l.Replace("{folder}", output[0], StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Title, string Script, string[] Lines)> Read()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Tests, "ImageShare.Module.Tests", "Commands", "binding.txt"));
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n" + Title).Skip(1))
        {
            var lines = block.Split('\n');
            var script = lines.Skip(1).Where(l => !l.StartsWith(Line, StringComparison.Ordinal));
            var expected = lines.Where(l => l.StartsWith(Line, StringComparison.Ordinal)).Select(l => l[Line.Length..]);
            yield return (lines[0], string.Join('\n', script), [.. expected]);
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "fab.cer"), "");
        string[] prologue =
        [
            $"Import-Module '{Fixtures.EchoModule}'; [void](Connect-ImageShare -NonInteractive)",
            // As New-PSDrive and Set-Location do, which the bare engine lacks.
            $$"""
            $session = $ExecutionContext.SessionState
            $files = $session.Provider.GetOne('FileSystem')
            [void]$session.Drive.New([System.Management.Automation.PSDriveInfo]::new('work', $files, '{{folder}}', '', $null), 'Global')
            [void]$session.Path.SetLocation('work:/')
            '{{folder}}'
            """,
        ];
        var output = await Probe.RunAsync([.. prologue, .. Cases.SelectMany(c => new[] { Literal(Title + c.Title), c.Script })]);
        Directory.Delete(folder, recursive: true);
        return output;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
