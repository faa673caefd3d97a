// Prints, as a Markdown table, how ImageShare compares with a yardstick that ran beside it a moment before: ratios travel between
// machines, seconds do not. BenchmarkDotNet measures code in one process; these measure whole commands against a server with latency.
using ImageShare.Benchmarks;

if (args is [Child.Verb, var readyFile, var script])
    return Child.Run(readyFile, script);

IMeasure[] measures =
[
    new ImportMeasure(), new MachineMeasure(), new ChainMeasure(),
    new ConsumersMeasure(), new ThrottledConsumersMeasure(), new MemoryMeasure(),
    new CliMeasure(inFreshProcess: false), new CliMeasure(inFreshProcess: true),
];
var chosen = args.Length == 0 ? measures : [.. measures.Where(m => args.Contains(m.Name, StringComparer.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is: {string.Join(", ", measures.Select(m => m.Name))}.");
    return 2;
}

Console.WriteLine("| what | ImageShare | yardstick | | ratio | aim | |");
Console.WriteLine("|---|---:|---:|---|---:|---:|---|");
foreach (var measure in chosen)
{
    try
    {
        Console.WriteLine(await measure.RunAsync());
    }
    catch (NotHereException reason)
    {
        Console.WriteLine($"| {measure.Name} | | | | | | not measured: {reason.Message} |");
    }
}

return 0;
