using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Faults;

/// <summary>A request of a flow, so that it is found again in a sandbox with other ids: the n-th of its method and path.</summary>
internal sealed partial record Request(string Method, string Path, int Nth)
{
    public bool HasBody { get; init; }

    public bool HasToken { get; init; }

    /// <summary>Begins a long-running operation.</summary>
    public bool IsOperation { get; init; }

    public FaultRule Rule => new() { Method = Method, Path = Path, Nth = Nth };

    /// <summary>The requests from the first one on that is not of the setup, in the order in which they came.</summary>
    public static IReadOnlyList<Request> Of(IReadOnlyList<TrafficEntry> traffic, int setup)
    {
        var counts = new Dictionary<(string, string), int>();
        List<Request> requests = [];
        foreach (var entry in traffic.Take(setup).Concat(traffic.Skip(setup).OrderBy(e => e.Started)))
        {
            var key = (entry.Method, $"^{Id().Replace(Regex.Escape(entry.Path), IdPattern)}{End}");
            counts[key] = counts.GetValueOrDefault(key) + 1;
            requests.Add(new Request(entry.Method, key.Item2, counts[key])
            {
                HasBody = entry.ResponseBody is not null,
                HasToken = entry.RequestHeaders.ContainsKey("Authorization"),
                IsOperation = entry.Method != "GET" && entry.ResponseHeaders.ContainsKey("Azure-AsyncOperation"),
            });
        }

        return [.. requests.Skip(setup)];
    }

    public bool IsMetIn(IReadOnlyList<TrafficEntry> traffic) =>
        traffic.Count(e => Rule.Matches(e.Method, new Uri(e.Url).PathAndQuery)) >= Nth;

    public override string ToString()
    {
        var path = Path[1..^End.Length].Replace(IdPattern, "*", StringComparison.Ordinal);
        return $"{Method} {path.Replace("\\", "", StringComparison.Ordinal)} #{Nth}";
    }

    private const string IdPattern = "[^/?]{32,}";
    private const string End = "(\\?|$)";

    // A GUID, or the opaque id of an operation.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[^/]{60,}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
