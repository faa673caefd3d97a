using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>A refusal in Resource Manager's shape.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string? Target { get; init; }

    public JsonArray? Details { get; init; }

    /// <summary>Refused by Resource Manager itself, before any resource provider saw the request.</summary>
    public bool IsGateway { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonObject ToError()
    {
        var error = new JsonObject { ["code"] = code, ["message"] = Message };
        if (Target is not null)
            error["target"] = Target;

        if (Details is not null)
            error["details"] = Details.DeepClone();

        return error;
    }

    public ArmAnswer ToAnswer()
    {
        var answer = new ArmAnswer(status, new JsonObject { ["error"] = ToError() });
        foreach (var (name, value) in Headers)
            answer.With(name, value);

        return IsGateway ? answer.With("x-ms-failure-cause", "gateway") : answer;
    }
}
