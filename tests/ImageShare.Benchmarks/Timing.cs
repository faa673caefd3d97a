using System.Diagnostics;

namespace ImageShare.Benchmarks;

internal static class Timing
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Both in turn, so that a machine that slows down slows both.</summary>
    public static async Task<(double Ours, double Yardstick)> MediansAsync(
        int runs, Func<int, Task<double>> ours, Func<int, Task<double>> yardstick)
    {
        List<double> one = [], other = [];
        for (var run = 0; run < runs; run++)
        {
            one.Add(await ours(run));
            other.Add(await yardstick(run));
        }

        return (Median(one), Median(other));
    }
}
