using System.Diagnostics;

namespace ImageShare.Tests.Isolation;

/// <summary>A process of its own with the real engine in it.</summary>
internal static class Probe
{
    /// <summary>Prints the loaded Azure assemblies, in place of a script.</summary>
    public const string Assemblies = "ASSEMBLIES";

    public static string ImportModule { get; } = $"Import-Module '{Fixtures.Manifest}'";

    public static string ImportDecoy { get; } = $"Import-Module '{Fixtures.DecoyModule}'";

    /// <summary>Runs the scripts one after another; gives the lines they wrote.</summary>
    public static Task<IReadOnlyList<string>> RunAsync(params string[] scripts) => RunAsync(_ => { }, scripts);

    /// <summary>As above, in a folder or with an environment of its own.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(Action<ProcessStartInfo> prepare, params string[] scripts)
    {
        using var process = Start(prepare, scripts);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"The probe ended with {process.ExitCode}: {await errors}{output}");
    }

    /// <summary>The process itself, for who will not let it end.</summary>
    public static Process Start(Action<ProcessStartInfo> prepare, params string[] scripts)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Fixtures.IsolationProbe },
        };
        foreach (var script in scripts)
            start.ArgumentList.Add(script);
        prepare(start);
        return Process.Start(start)!;
    }
}
