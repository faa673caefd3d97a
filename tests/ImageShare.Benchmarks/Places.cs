using System.Reflection;

namespace ImageShare.Benchmarks;

/// <summary>Where the build put things.</summary>
internal static class Places
{
    private static readonly string Root =
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Repository").Value!;

    private static readonly string Configuration =
        typeof(Places).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Manifest { get; } = Path.Combine(Root, "out", "ImageShare", "ImageShare.psd1");

    public static string EmptyModule { get; } = Fixture("EmptyModule", "net8.0", "EmptyModule.psd1");

    public static string Probe { get; } = Fixture("IsolationProbe", "net10.0", "IsolationProbe.dll");

    public static string CliScript { get; } = Path.Combine(Root, "tests", "interop", "azure-cli.sh");

    private static string Fixture(string project, string framework, string file) =>
        Path.Combine(Root, "tests", "fixtures", project, "bin", Configuration, framework, file);
}
