using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ImageShare.Sandbox.Server;

/// <summary>A rule of the faults file: which requests it meets, and what becomes of them.</summary>
internal sealed record FaultRule
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Any when null.</summary>
    public string? Method { get; init; }

    /// <summary>Regular expression on path and query, without case.</summary>
    public string Path { get; init; } = "";

    /// <summary>Only the n-th match, counted from 1; every match when null.</summary>
    public int? Nth { get; init; }

    /// <summary>How many matches, from the n-th on.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Answers with this status instead of the cloud.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonNode? Body { get; init; }

    /// <summary>Lets the request begin its long-running operation, which then ends with this error (code, message, details).</summary>
    public JsonObject? Fails { get; init; }

    /// <summary>Seconds until that end; as long as the work usually takes when null.</summary>
    public double? FailsAfter { get; init; }

    /// <summary>Milliseconds before the answer, the fault's or the cloud's.</summary>
    public int Delay { get; init; }

    /// <summary>Closes the connection without an answer.</summary>
    public bool Drop { get; init; }

    /// <summary>Closes the connection after the cloud has done what was asked: the answer is lost.</summary>
    public bool Lose { get; init; }

    /// <summary>Sends the first half of the cloud's answer as if it were the whole, as a broken proxy does.</summary>
    public bool Truncate { get; init; }

    /// <summary>Takes the request's token for one that has run out.</summary>
    public bool Expired { get; init; }

    public static IReadOnlyList<FaultRule> Read(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<FaultRule[]>(file, Format) ?? [];
    }

    /// <summary>Whether it meets the n-th match.</summary>
    public bool Meets(int match) => Nth is not { } first || (match >= first && match < first + Times);

    public bool Matches(string method, string pathAndQuery) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && Regex.IsMatch(pathAndQuery, Path, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));
}
