using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ImageShare.Tests.Conformance;

/// <summary>What is different between Azure's answer and the sandbox's: status, error, the headers of a wait, keys of the body.</summary>
internal static partial class Comparison
{
    private static readonly string[] WaitHeaders = ["Azure-AsyncOperation", "Location"];

    public static IEnumerable<string> Of(Exchange azure, Exchange sandbox, bool keepsRetryAfter)
    {
        if (azure.Status != sandbox.Status || azure.Cause != sandbox.Cause)
        {
            yield return $"answers {Outcome(sandbox)}, not {Outcome(azure)}";
            yield break;
        }

        foreach (var name in keepsRetryAfter ? [.. WaitHeaders, "Retry-After"] : WaitHeaders)
        {
            var (has, needs) = (sandbox.Headers.ContainsKey(name), azure.Headers.ContainsKey(name));
            if (has != needs)
                yield return $"{(needs ? "lacks" : "adds")} header {name}";
        }

        if (azure.ErrorMessage is { } message && Pattern(message) != Pattern(sandbox.ErrorMessage ?? ""))
            yield return $"says '{Pattern(sandbox.ErrorMessage ?? "")}', not '{Pattern(message)}'";

        if (azure.Body?["value"] is JsonArray { Count: > 0 } && sandbox.Body?["value"] is JsonArray { Count: 0 })
        {
            yield return "answers an empty list";
            yield break;
        }

        var (theirs, ours) = (Keys(azure.Body), Keys(sandbox.Body));
        foreach (var key in theirs.Except(ours))
            yield return $"lacks {key}";

        foreach (var key in ours.Except(theirs))
            yield return $"adds {key}";
    }

    private static string Outcome(Exchange answer) => answer.Cause is null ? $"{answer.Status}" : $"{answer.Status} {answer.Cause}";

    /// <summary>The keys of the body, of its properties, and of the first item of a list with its properties.</summary>
    private static HashSet<string> Keys(JsonNode? body)
    {
        var keys = new HashSet<string>();
        if (body is not JsonObject answer)
            return keys;

        Add(keys, answer, "");
        if (answer["value"] is JsonArray { Count: > 0 } list && list[0] is JsonObject first)
            Add(keys, first, "value.");

        return keys;
    }

    private static void Add(HashSet<string> keys, JsonObject node, string prefix)
    {
        foreach (var (name, value) in node)
        {
            keys.Add(prefix + name);
            if (name is "properties" or "error" && value is JsonObject inner)
                keys.UnionWith(inner.Select(p => $"{prefix}{name}.{p.Key}"));
        }
    }

    private static string Pattern(string text) => Given().Replace(text, "…").ReplaceLineEndings(" ").Trim();

    // Names, ids and times belong to the recording.
    [GeneratedRegex("(?<=')[^']*(?=')|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32}")]
    private static partial Regex Given();
}
