using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;
using System.Management.Automation;

namespace ImageShare.Benchmarks;

/// <summary>Peak memory of a process that shares with many, beside one that shares with few.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    public string Name => "memory";

    public async Task<Row> RunAsync()
    {
        var many = await PeakAsync(200);
        var few = await PeakAsync(10);
        return new("peak memory, 200 consumers", many, few, "10 consumers", "MB", new Aim(1.5));
    }

    private static async Task<double> PeakAsync(int count)
    {
        var ready = Path.GetTempFileName();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, ReadyFilePath = ready }, CancellationToken.None);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            ArgumentList = { ConsumersInChild.Verb, ready, $"{count}" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(ready);
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The child ended with {process.ExitCode}: {output}");
    }
}

/// <summary>The child's side: shares, and prints the peak of its memory in MB.</summary>
internal static class ConsumersInChild
{
    public const string Verb = "--consumers-in-child";

    // The accounts are made with their owner; what is read goes into them.
    private static readonly JsonSerializerOptions Format = new() { PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate };

    public static int Run(string readyFile, int count)
    {
        var accounts = JsonSerializer.Deserialize<SandboxAccounts>(File.ReadAllText(readyFile), Format)!;
        var folder = Directory.CreateTempSubdirectory("imageshare-benchmark-");
        using var runspace = SandboxRunspace.Open(accounts);
        using var shell = PowerShell.Create(runspace).AddScript($$"""
            $ErrorActionPreference = 'Stop'; $WarningPreference = 'SilentlyContinue'
            $secret = ConvertTo-SecureString $Sandbox.Publisher.AdminSecret -AsPlainText -Force
            [void](Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Publisher.TenantId -Credential (
                [pscredential]::new($Sandbox.Publisher.AdminApplicationId, $secret)))
            $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest
            $handovers = '{{folder.FullName}}'
            {{Consumers.Script("memory", count, 20)}}
            """);
        shell.Invoke();
        var files = folder.GetFiles("*.json").Length;
        folder.Delete(recursive: true);
        using var self = Process.GetCurrentProcess();
        Console.Write((self.PeakWorkingSet64 / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture));
        return files == count ? 0 : 1;
    }
}
