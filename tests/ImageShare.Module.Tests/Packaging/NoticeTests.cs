using System.Text.Json;
using Xunit;

namespace ImageShare.Tests.Packaging;

/// <summary>THIRD-PARTY-NOTICES.md is the list of what may ship, and says under which licence.</summary>
public sealed class NoticeTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Fact]
    public void The_engine_holds_the_assemblies_of_the_list_and_no_others()
    {
        var assemblies = Directory.GetFiles(Path.Combine(Repository.Module, "engine"), "*.dll")
            .Select(Path.GetFileNameWithoutExtension).Where(name => name != "ImageShare.Engine");

        Assert.Equal(Rows.Select(row => row[0]).Order(StringComparer.Ordinal), assemblies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_list_has_the_versions_that_were_restored()
    {
        var assets = Path.Combine(Repository.Root, "src", "ImageShare.Engine", "obj", "project.assets.json");
        using var json = JsonDocument.Parse(File.ReadAllText(assets));
        var restored = json.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name).ToHashSet();

        Assert.All(Rows, row => Assert.Contains($"{row[0]}/{row[1]}", restored));
    }

    [Fact]
    public void Every_row_names_its_licence_and_who_holds_the_rights() => Assert.All(Rows, row =>
    {
        Assert.Equal(4, row.Length);
        Assert.Equal("MIT", row[2]);
        Assert.StartsWith("(c) ", row[3], StringComparison.Ordinal);
    });
}
