using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;

namespace ImageShare.Tests.Packaging;

/// <summary>What <c>dotnet pack</c> makes of the built module: packed once for all tests, into a folder of its own.</summary>
public sealed class PackedModule : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-package-");

    public PackedModule()
    {
        var configuration = typeof(PackedModule).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList = { "pack", "src/ImageShare", "--no-build", "-c", configuration, $"-p:PackageOutputPath={_folder.FullName}/" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    /// <summary>For the PowerShell Gallery.</summary>
    internal string Nupkg => Directory.GetFiles(_folder.FullName, "*.nupkg").Single();

    /// <summary>For Azure Automation.</summary>
    internal string Zip => Path.Combine(_folder.FullName, "ImageShare.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Paths in it, with slashes.</summary>
    internal static IReadOnlyList<string> Entries(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
