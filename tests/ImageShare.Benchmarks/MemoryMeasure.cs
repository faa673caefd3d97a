using System.Globalization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

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
        var folder = Directory.CreateTempSubdirectory("imageshare-benchmark-");
        var ready = Path.Combine(folder.FullName, "ready.json");
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, ReadyFilePath = ready }, CancellationToken.None);
        var peak = await Child.RunAsync(ready, $$"""
            $secret = ConvertTo-SecureString $Sandbox.Publisher.AdminSecret -AsPlainText -Force
            [void](Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Publisher.TenantId -Credential (
                [pscredential]::new($Sandbox.Publisher.AdminApplicationId, $secret)))
            $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest
            $handovers = '{{folder.FullName}}'
            {{Consumers.Script("memory", count, 20)}}
            [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            """);
        var files = folder.GetFiles("memory*.json").Length;
        folder.Delete(recursive: true);
        return files == count
            ? double.Parse(peak, CultureInfo.InvariantCulture) / (1024 * 1024)
            : throw new InvalidOperationException($"{count} consumers, {files} files.");
    }
}
