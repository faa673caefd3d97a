using System.Reflection;

namespace ImageShare.Tests;

/// <summary>Where the repository's folders are, as the build saw them.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == nameof(Repository)).Value!;

    public static string Tests { get; } = Path.Combine(Root, "tests");

    /// <summary>What every Pester file begins with.</summary>
    public static string Common { get; } = Path.Combine(Tests, "common.ps1");

    /// <summary>The built module, as a user imports it.</summary>
    public static string Module { get; } = Path.Combine(Root, "out", "ImageShare");
}
