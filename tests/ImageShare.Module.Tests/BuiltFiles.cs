using System.Reflection;

namespace ImageShare.ModuleTests;

/// <summary>Where the build put what these tests import and start.</summary>
internal static class BuiltFiles
{
    public static string Module => Metadata("ModulePath");

    public static string Manifest => Path.Combine(Module, "ImageShare.psd1");

    public static string Fixture(string project, string framework, string file) =>
        Path.Combine(Metadata("FixturesPath"), project, "bin", Metadata("Configuration"), framework, file);

    private static string Metadata(string key) =>
        typeof(BuiltFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
