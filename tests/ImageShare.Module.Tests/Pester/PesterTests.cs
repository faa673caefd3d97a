using Xunit;

namespace ImageShare.Tests.Pester;

/// <summary>The Pester files of tests/, in the real PowerShell engine: every It is a test of its own here.</summary>
public sealed class PesterTests(SandboxRun sandbox)
{
    private static readonly Lazy<Dictionary<string, PesterFile>> Files = new(() =>
        Directory.GetFiles(Repository.Tests, "*.Tests.ps1").Order().Select(path => new PesterFile(path)).ToDictionary(file => file.Name));

    public static IEnumerable<TheoryDataRow<string, int>> Its() =>
        from file in Files.Value
        from row in Rows(file.Key, file.Value)
        select row;

    [Theory, MemberData(nameof(Its))]
    public async Task It(string file, int test)
    {
        await sandbox.ServerAsync();
        if (Files.Value[file].FailureOf(test) is { } failure)
            throw failure;
    }

    private static IEnumerable<TheoryDataRow<string, int>> Rows(string name, PesterFile file)
    {
        if (file.Problem is not null)
            return [new(name, 0) { TestDisplayName = name, Label = "" }];

        return file.Tests.Select((test, index) => new TheoryDataRow<string, int>(name, index)
        {
            TestDisplayName = $"{name} > {test.Path}",
            Label = "",
            Skip = test.Skip ? "-Skip" : null,
            Traits = new() { ["Tag"] = [.. test.Tags] },
        });
    }
}
