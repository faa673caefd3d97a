using System.IO.Compression;
using System.Xml.Linq;
using ImageShare.Tests.Isolation;
using Xunit;

namespace ImageShare.Tests.Packaging;

public sealed class PackageTests(PackedModule packed) : IClassFixture<PackedModule>
{
    /// <summary>Azure Automation refuses longer ones (Microsoft Learn, "Manage modules in Azure Automation").</summary>
    private const int LongestPath = 140;

    private static readonly string[] NuGetParts = ["_rels/", "package/", "[Content_Types].xml", "ImageShare.nuspec", "README.md"];

    [Fact]
    public void Both_packages_hold_the_built_module_less_its_symbols_and_nothing_else()
    {
        var built = Directory.GetFiles(Repository.Module, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/'))
            .Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var nupkg = PackedModule.Entries(packed.Nupkg).Where(entry => !NuGetParts.Any(part => entry.StartsWith(part, StringComparison.Ordinal)));
        var zip = PackedModule.Entries(packed.Zip).Select(entry => entry.Replace("ImageShare/", "", StringComparison.Ordinal));

        Assert.Contains("ImageShare.psd1", built);
        Assert.Contains("LICENSE", built);
        Assert.Equal(built, nupkg.Order(StringComparer.Ordinal));
        Assert.Equal(built, zip.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Azure_Automation_can_take_the_zip()
    {
        var entries = PackedModule.Entries(packed.Zip);
        Assert.All(entries, entry => Assert.StartsWith("ImageShare/", entry, StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.InRange(entry.Length, 1, LongestPath));
    }

    [Fact]
    public void The_gallery_finds_a_module_by_its_tags_and_no_dependency()
    {
        using var zip = ZipFile.OpenRead(packed.Nupkg);
        using var stream = zip.GetEntry("ImageShare.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Subset(metadata["tags"].Single().Split(' ').ToHashSet(), new HashSet<string> { "PSModule", "PSEdition_Core", "Azure", "Linux" });
        Assert.Equal("ImageShare", metadata["id"].Single());
        Assert.Empty(metadata["dependency"]);
    }

    [Fact]
    public async Task What_is_unpacked_can_be_imported()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-unpacked-");
        ZipFile.ExtractToDirectory(packed.Zip, folder.FullName);
        var manifest = Path.Combine(folder.FullName, "ImageShare", "ImageShare.psd1");
        var lines = await Probe.RunAsync(
            $"Import-Module '{manifest}'", "(Get-Module ImageShare).ModuleBase", "(Get-Command -Module ImageShare).Count -gt 17");
        folder.Delete(recursive: true);

        Assert.Equal([Path.Combine(folder.FullName, "ImageShare"), "True"], lines);
    }
}
