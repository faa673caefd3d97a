using Xunit;

namespace ImageShare.Tests.Conformance;

/// <summary>The folder of recordings and specifications of Azure. It is no part of the repository: its files are not ours to copy.</summary>
internal static class AzureFacts
{
    public const string Variable = "IMAGESHARE_AZURE_FACTS";

    /// <summary>A folder in it; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(root), $"{Variable} is not set: it names the folder with Azure's recordings and OpenAPI files.");
        var folder = Path.GetFullPath(Path.Combine(root!, name), Repository.Root);
        Assert.SkipUnless(Directory.Exists(folder), $"{Variable} names a folder without '{name}'.");
        return folder;
    }
}
