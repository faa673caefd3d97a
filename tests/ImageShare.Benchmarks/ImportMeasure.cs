using System.Diagnostics;
using System.Globalization;

namespace ImageShare.Benchmarks;

/// <summary>Import-Module, each time in a fresh process.</summary>
internal sealed class ImportMeasure : IMeasure
{
    private const int Runs = 20;

    public string Name => "import";

    public async Task<Row> RunAsync()
    {
        var (ours, empty) = await Timing.MediansAsync(Runs, _ => ImportAsync(Places.Manifest), _ => ImportAsync(Places.EmptyModule));
        return new("Import-Module, fresh process", ours, empty, "an empty binary module with its manifest", "ms", new Aim(1.5));
    }

    private static async Task<double> ImportAsync(string module)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { Places.Probe } };
        start.ArgumentList.Add(
            $"$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}'; "
            + "$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)");
        start.ArgumentList.Add("ASSEMBLIES");
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return lines is [var milliseconds]
            ? double.Parse(milliseconds, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The import loaded more than the module: {string.Join(", ", lines)}");
    }
}
