using System.Text.Json;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Host;
using Xunit;

namespace ImageShare.Tests.Conformance;

/// <summary>What the module sends and what the sandbox answers is what Azure's OpenAPI files and Graph's schema say.</summary>
public sealed class SpecificationTests(ITestOutputHelper output)
{
    private static readonly string[] ArmRoots = ["/subscriptions", "/providers", "/tenants"];

    [Fact]
    public async Task A_whole_share_keeps_to_the_specifications()
    {
        var folder = AzureFacts.Folder("openapi");
        var specifications = await Specifications.ReadAsync(folder, TestContext.Current.CancellationToken);
        var graph = GraphSchema.Read(Path.Combine(folder, "microsoft.graph", "v1.0"));
        var found = new List<Difference>();
        var checkedCount = 0;
        foreach (var entry in await ShareAsync())
        {
            var request = Operation.Name(entry.Method, entry.Url);
            IEnumerable<string>? problems = Operation.IsGraph(new Uri(entry.Url)) ? graph.Check(entry)
                : Array.Exists(ArmRoots, root => entry.Path.StartsWith(root, StringComparison.Ordinal)) ? ArmCheck.Of(entry, specifications)
                : null;
            if (problems is null)
                continue;

            checkedCount++;
            found.AddRange(problems.Select(p => new Difference(request, p, entry.Path)));
        }

        output.WriteLine($"{checkedCount} requests and answers checked");
        KnownDifferences.Check(found, KnownDifferences.Read().Specifications);
        Assert.True(checkedCount >= 40, $"{checkedCount} checked");
    }

    private static async Task<IReadOnlyList<TrafficEntry>> ShareAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-tests-");
        var traffic = Path.Combine(folder.FullName, "traffic.jsonl");
        var run = await CommandLineTests.RunAsync("demo", "--traffic", traffic);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        var lines = await File.ReadAllLinesAsync(traffic, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return [.. lines.Select(line => JsonSerializer.Deserialize<TrafficEntry>(line, JsonSerializerOptions.Web)!)];
    }
}
