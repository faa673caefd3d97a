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
        var output = await Child.OutputAsync(
            "dotnet", Places.Probe,
            $"$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}'; "
                + "$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)",
            "ASSEMBLIES");
        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        return lines is [var milliseconds]
            ? double.Parse(milliseconds, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The import loaded more than the module: {string.Join(", ", lines)}");
    }
}
