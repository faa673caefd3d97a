using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Faults;

/// <summary>One way in which a request goes wrong.</summary>
/// <param name="Name">A word for the report.</param>
/// <param name="Break">The rule of the request, broken.</param>
internal sealed record Fault(string Name, Func<FaultRule, FaultRule> Break)
{
    /// <summary>Seconds of life in one of the matrix: for the pauses between tries, the module's timeout, and the stalls.</summary>
    public const double Tempo = 20;

    /// <summary>How often the module sends one request.</summary>
    private const int Tries = 6;

    private static readonly JsonObject s_internalError = new() { ["code"] = "InternalServerError", ["message"] = "Something went wrong." };

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("dropped", r => r with { Drop = true }),
        new("dropped each time", r => r with { Drop = true, Times = Tries }),
        new("answer lost", r => r with { Lose = true }),
        new("429", r => Error(r, 429, "TooManyRequests")),
        new("429 with Retry-After", r => Error(r, 429, "TooManyRequests") with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
        }),
        new("500", r => Error(r, 500, "InternalServerError")),
        new("502", r => r with { Status = 502, Body = "<html><h1>502 Bad Gateway</h1></html>" }),
        new("503", r => Error(r, 503, "ServiceUnavailable")),
        new("503 each time", r => Error(r, 503, "ServiceUnavailable") with { Times = Tries }),
        new("truncated", r => r with { Truncate = true }) { Suits = request => request.HasBody },
        new("stall of 30 s", r => r with { Delay = Milliseconds(30) }),
        new("no answer", r => r with { Delay = Milliseconds(150) }),
        new("token expired", r => r with { Expired = true }) { Suits = request => request.HasToken },
        new("operation failed", r => r with { Fails = s_internalError }) { Suits = request => request.IsOperation },
    ];

    /// <summary>Which requests it can befall.</summary>
    public Func<Request, bool> Suits { get; init; } = _ => true;

    private static FaultRule Error(FaultRule rule, int status, string code) => rule with
    {
        Status = status,
        Body = new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "It failed." } },
    };

    private static int Milliseconds(double seconds) => (int)(1000 * seconds / Tempo);
}
