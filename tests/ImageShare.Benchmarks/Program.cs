// Prints, as a Markdown table, how ImageShare compares with a yardstick that ran beside it a moment before: ratios travel between
// machines, seconds do not. BenchmarkDotNet measures code in one process; these measure whole commands against a server with latency.
using ImageShare.Benchmarks;

if (args is [ConsumersInChild.Verb, var environment, var count])
    return ConsumersInChild.Run(environment, int.Parse(count, null));

IMeasure[] measures =
[
    new ImportMeasure(), new MachineMeasure(), new ChainMeasure(),
    new ConsumersMeasure(), new ThrottledConsumersMeasure(), new MemoryMeasure(),
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
    Console.WriteLine(await measure.RunAsync());
return 0;
