using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>Well-formed JSON of another shape: a value of another kind, one missing, one twice, one far too long or too deep.</summary>
internal static class Reshaper
{
    private static readonly string[] s_values =
    [
        "null", "true", "0", "-1", "1.5", "1e999", "99999999999999999999", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\u202e\"", "\"{\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "{\"a\":null}", "{\"code\":null,\"message\":null}", "\"0001-01-01T00:00:00Z\"", "\"PT8H\"",
        $"\"{new string('y', 9000)}\"", $"{new string('[', 70)}{new string(']', 70)}",
    ];

    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 500 };

    /// <summary>Null when the text is not JSON.</summary>
    public static string? Reshape(string json, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }

        for (var n = random.Next(1, 3); n > 0; n--)
        {
            List<JsonNode> places = [.. Containers(root)];
            if (places.Count > 0)
                Change(places[random.Next(places.Count)], places, random);
        }

        return root?.ToJsonString();
    }

    private static void Change(JsonNode place, List<JsonNode> places, Random random)
    {
        var value = random.Next(6) == 0
            ? places[random.Next(places.Count)].DeepClone()
            : JsonNode.Parse(s_values[random.Next(s_values.Length)], documentOptions: s_deep);
        switch (place)
        {
            case JsonObject { Count: > 0 } members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                if (random.Next(4) == 0)
                    members.Remove(name);
                else
                    members[random.Next(8) == 0 ? name.ToUpperInvariant() : name] = value;
                break;
            case JsonArray { Count: > 0 } items when random.Next(2) == 0:
                items[random.Next(items.Count)] = value;
                break;
            case JsonArray items:
                items.Add(value);
                break;
        }
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray))
            yield break;

        yield return node;
        foreach (var child in node is JsonObject members ? members.Select(m => m.Value) : node.AsArray())
        {
            foreach (var inner in Containers(child))
                yield return inner;
        }
    }
}
