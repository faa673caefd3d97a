using System.Reflection;

namespace ImageShare.Sandbox.Host;

/// <summary>The module as the build laid it out, found from wherever the sandbox's assembly is hosted.</summary>
internal static class BuiltModule
{
    private static readonly string Folder = typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ModulePath").Value!;

    /// <summary>Path of the manifest, what Import-Module takes.</summary>
    public static string Manifest
    {
        get
        {
            var manifest = Path.Combine(Folder, "ImageShare.psd1");
            return File.Exists(manifest)
                ? manifest
                : throw new FileNotFoundException($"The module is not built: {manifest} is missing. Run 'dotnet build' first.");
        }
    }
}
