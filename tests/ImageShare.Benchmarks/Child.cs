using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;

namespace ImageShare.Benchmarks;

/// <summary>A process of its own that runs one script in the real engine, against a server that runs here.</summary>
internal static class Child
{
    public const string Verb = "--child";

    // The accounts are made with their owner; what is read goes into them.
    private static readonly JsonSerializerOptions Format = new() { PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate };

    /// <summary>What the script wrote.</summary>
    public static Task<string> RunAsync(string readyFile, string script) => OutputAsync(Environment.ProcessPath!, Verb, readyFile, script);

    /// <summary>What a program wrote; its failure is ours.</summary>
    public static async Task<string> OutputAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }

    /// <summary>The child's side.</summary>
    public static int Run(string readyFile, string script)
    {
        var accounts = JsonSerializer.Deserialize<SandboxAccounts>(File.ReadAllText(readyFile), Format)!;
        using var runspace = SandboxRunspace.Open(accounts);
        using var shell = PowerShell.Create(runspace)
            .AddScript($"$ErrorActionPreference = 'Stop'; $WarningPreference = 'SilentlyContinue'\n{script}");
        foreach (var output in shell.Invoke())
            Console.WriteLine(output);
        return 0;
    }
}
