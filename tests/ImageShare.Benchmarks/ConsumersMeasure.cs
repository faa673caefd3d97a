using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;

namespace ImageShare.Benchmarks;

/// <summary>Two hundred consumers beside the same, one after the other.</summary>
internal sealed class ConsumersMeasure : IMeasure
{
    internal const int Count = 200;

    public string Name => "consumers";

    public async Task<Row> RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        await Consumers.ShareAsync(desk, "warm", 5, 20);
        var ours = await Consumers.ShareAsync(desk, "many", Count, 20);
        var one = await Consumers.ShareAsync(desk, "one", Count, 1);
        return new($"{Count} consumers at 100 ms latency", ours / 1000, one / 1000, "-ThrottleLimit 1", "s", new Aim(12, IsSpeedUp: true));
    }
}

/// <summary>The same while every twentieth request is refused with 429: slower, but nothing is lost.</summary>
internal sealed class ThrottledConsumersMeasure : IMeasure
{
    public string Name => "throttled";

    public async Task<Row> RunAsync()
    {
        await using var calm = await Desk.OpenAsync();
        await Consumers.ShareAsync(calm, "warm", 5, 20);
        var undisturbed = await Consumers.ShareAsync(calm, "calm", ConsumersMeasure.Count, 20);
        await using var busy = await Desk.OpenAsync(
            [.. Enumerable.Range(1, 200).Select(i => new FaultRule
            {
                Path = "/graph/|/subscriptions/",
                Nth = 20 * i,
                Status = 429,
                Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
                Body = JsonNode.Parse("""{"error":{"code":"TooManyRequests","message":"Too many requests."}}"""),
            })]);
        var ours = await Consumers.ShareAsync(busy, "busy", ConsumersMeasure.Count, 20);
        return new($"{ConsumersMeasure.Count} consumers, 5 % answered 429", ours / 1000, undisturbed / 1000, "no 429", "s", new Aim(3));
    }
}
