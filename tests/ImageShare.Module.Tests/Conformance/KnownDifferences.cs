using System.Text.Json;
using Xunit;

namespace ImageShare.Tests.Conformance;

/// <summary>One group of differences that are meant to be, and why.</summary>
internal sealed record KnownDifference(string Request, string[] Differences, string Reason);

/// <summary>The lists of differences.json. What is found must be exactly what is listed.</summary>
internal sealed record KnownDifferences(KnownDifference[] Recordings, KnownDifference[] Specifications)
{
    private static readonly JsonSerializerOptions Format = JsonSerializerOptions.Web;

    public static KnownDifferences Read() => JsonSerializer.Deserialize<KnownDifferences>(
        File.ReadAllText(Path.Combine(Repository.Tests, "ImageShare.Module.Tests", "Conformance", "differences.json")), Format)!;

    public static void Check(IEnumerable<Difference> found, KnownDifference[] known)
    {
        Assert.All(known, k => Assert.False(string.IsNullOrWhiteSpace(k.Reason), $"{k.Request}: no reason"));
        var listed = known.SelectMany(k => k.Differences.Select(d => (k.Request, What: d))).ToHashSet();
        var all = found.ToLookup(d => (d.Request, d.What));
        var unlisted = all.Where(d => !listed.Contains(d.Key))
            .Select(d => $"{d.Key.Request}: {d.Key.What}  [{d.First().Where}, {d.Count()} times]");
        var gone = listed.Where(d => !all.Contains(d)).Select(d => $"{d.Request}: {d.What}");
        Assert.True(
            !unlisted.Any() && !gone.Any(),
            $"Not listed in differences.json:\n{string.Join('\n', unlisted.Order())}\n\n"
            + $"Listed there, and no more:\n{string.Join('\n', gone.Order())}");
    }
}
