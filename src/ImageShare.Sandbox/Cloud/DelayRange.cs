namespace ImageShare.Sandbox.Cloud;

/// <summary>A delay that is drawn anew each time, as replication in Azure takes what it takes.</summary>
internal readonly record struct DelayRange(TimeSpan Shortest, TimeSpan Longest)
{
    public static DelayRange None => default;

    public static DelayRange Seconds(double shortest, double longest) =>
        new(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest));

    public TimeSpan Draw(Random random) => Shortest + (random.NextDouble() * (Longest - Shortest));
}
