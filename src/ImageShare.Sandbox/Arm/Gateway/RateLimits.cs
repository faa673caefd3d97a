using System.Globalization;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>Counts each principal's requests of the hour and tells what is left.</summary>
internal sealed class RateLimits
{
    private readonly Dictionary<(string ObjectId, string Kind, long Hour), int> _counts = [];

    public (string Header, string Value) Count(ArmCall call)
    {
        var (kind, limit) = call.Method switch
        {
            "GET" or "HEAD" => ("reads", 12000),
            "DELETE" => ("deletes", 15000),
            _ => ("writes", 1200),
        };
        var key = (call.Caller.ObjectId, kind, call.World.Now.ToUnixTimeSeconds() / 3600);
        var count = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        var scope = call.Subscription is null ? "tenant" : "subscription";
        return ($"x-ms-ratelimit-remaining-{scope}-{kind}", Math.Max(0, limit - count).ToString(CultureInfo.InvariantCulture));
    }
}
