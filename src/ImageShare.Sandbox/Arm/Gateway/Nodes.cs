using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonException = Newtonsoft.Json.JsonException;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>Reads bodies as Resource Manager does: names without regard to case, a wrong kind of value is the caller's mistake.</summary>
internal static class Nodes
{
    public static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonLoadSettings Strict = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    // Azure's reader takes comments and names without quotes (a recorded template has both), and so does this one, which is its own.
    public static JsonObject Parse(Stream body)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(body)) { DateParseHandling = DateParseHandling.None };
            var text = JToken.ReadFrom(reader, Strict).ToString(Formatting.None);
            return JsonNode.Parse(text, AnyCase) as JsonObject
                ?? throw ArmErrors.InvalidRequestContent("The request content is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw ArmErrors.InvalidRequestContent($"The request content was invalid and could not be deserialized: '{error.Message}'.");
        }
    }

    /// <summary>The value at a dotted path, null when any part of it is absent.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (node is null)
                return null;

            node = node is JsonObject parent
                ? parent[name]
                : throw ArmErrors.InvalidRequestContent($"An object is expected before '{path}'.");
        }

        return node;
    }

    public static string? Text(this JsonNode? node, string path) => node.At(path) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be a string."),
    };

    public static bool? Flag(this JsonNode? node, string path) => node.At(path) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be true or false."),
    };

    public static int? Number(this JsonNode? node, string path) => node.At(path) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be an integer."),
    };

    public static IReadOnlyList<JsonObject> Objects(this JsonNode? node, string path) => node.At(path) switch
    {
        null => [],
        JsonArray items when items.All(i => i is JsonObject) => [.. items.Cast<JsonObject>()],
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be an array of objects."),
    };

    public static IReadOnlyList<string> Texts(this JsonNode? node, string path) => node.At(path) switch
    {
        null => [],
        JsonArray items when items.All(i => i?.GetValueKind() == JsonValueKind.String) => [.. items.Select(i => i!.GetValue<string>())],
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be an array of strings."),
    };

    public static JsonObject? Object(this JsonNode? node, string path) => node.At(path) switch
    {
        null => null,
        JsonObject value => value,
        _ => throw ArmErrors.InvalidRequestContent($"The value of '{path}' must be an object."),
    };

    /// <summary>Sets what the caller left out.</summary>
    public static JsonObject Default(this JsonObject node, string name, JsonNode? value)
    {
        if (node[name] is null)
            node[name] = value;

        return node;
    }

    /// <summary>The object under a name, made when absent.</summary>
    public static JsonObject Child(this JsonObject node, string name)
    {
        if (node[name] is not JsonObject child)
            node[name] = child = new JsonObject(AnyCase);

        return child;
    }

    /// <summary>A JSON merge patch: objects merge, null removes, everything else replaces.</summary>
    public static JsonObject Merge(this JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch.ToList())
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject old)
                old.Merge(inner);
            else
                target[name] = value.DeepClone();
        }

        return target;
    }
}
