using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;

namespace ImageShare.Engine.Http;

/// <summary>
/// How long to wait before a request is sent again: as long as the service says, in its Retry-After header or, as Resource Manager also
/// does, in the words of its refusal; else 1 s, 2 s, 4 s ... with a little chance in it, so that many do not come back at once.
/// </summary>
internal sealed partial class ServerPace() : DelayStrategy(s_longest, jitterFactor: 0)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestOfOurs = TimeSpan.FromSeconds(30);

    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber)
    {
        var ours = TimeSpan.FromSeconds(Math.Pow(2, retryNumber - 1) * (0.8 + (0.4 * Random.Shared.NextDouble())));
        return Asked(response) ?? Tempo.Of(ours < s_longestOfOurs ? ours : s_longestOfOurs);
    }

    private static TimeSpan? Asked(Response? response) =>
        response is { Status: 429, ContentStream.CanSeek: true } && Seconds().Match(response.Content.ToString()) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : null;

    [GeneratedRegex("try again after '?([0-9]{1,3})'? seconds", RegexOptions.IgnoreCase)]
    private static partial Regex Seconds();
}
