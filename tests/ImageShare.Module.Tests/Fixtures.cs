using System.Reflection;

namespace ImageShare.Tests;

/// <summary>What the build made of tests/fixtures.</summary>
internal static class Fixtures
{
    /// <summary>The built module, as a user imports it.</summary>
    public static string Manifest { get; } = Path.Combine(Repository.Module, "ImageShare.psd1");

    /// <summary>Cmdlets that try the bridge without Azure.</summary>
    public static string BridgeCmdlets { get; } = Built("BridgeCmdlets", "net8.0", "ImageShare.BridgeCmdlets.dll");

    /// <summary>A module with an Azure.Core of its own, older than ours.</summary>
    public static string DecoyModule { get; } = Built("DecoyModule", "net8.0", "DecoyModule.dll");

    /// <summary>A host of the real engine that says what is loaded.</summary>
    public static string IsolationProbe { get; } = Built("IsolationProbe", "net10.0", "IsolationProbe.dll");

    /// <summary>A copy of the module whose engine answers with what was asked.</summary>
    public static string EchoModule { get; } = Built("EchoEngine", "net8.0", Path.Combine("ImageShare", "ImageShare.psd1"));

    private static string Built(string project, string framework, string file)
    {
        var configuration = typeof(Fixtures).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Repository.Tests, "fixtures", project, "bin", configuration, framework, file);
    }
}
