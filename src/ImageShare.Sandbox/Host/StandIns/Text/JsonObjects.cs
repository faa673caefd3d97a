using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Host.StandIns.Text;

/// <summary>JSON as the objects that ConvertFrom-Json makes of it.</summary>
internal static class JsonObjects
{
    public static object? From(JsonNode? node, bool asHashtable) => node switch
    {
        null => null,
        JsonArray items => items.Select(item => From(item, asHashtable)).ToArray(),
        JsonObject members when asHashtable => Table(members),
        JsonObject members => Custom(members),
        _ => Scalar(node.AsValue()),
    };

    private static PSObject Custom(JsonObject members)
    {
        var result = new PSObject();
        foreach (var (name, value) in members)
            result.Properties.Add(new PSNoteProperty(name, From(value, asHashtable: false)));
        return result;
    }

    private static OrderedDictionary Table(JsonObject members)
    {
        var result = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in members)
            result[name] = From(value, asHashtable: true);
        return result;
    }

    private static object Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value),
        _ => Date(value.GetValue<string>()),
    };

    private static object Number(JsonValue value)
    {
        var text = value.ToJsonString();
        return long.TryParse(text, out var whole) ? whole : value.GetValue<JsonElement>().GetDouble();
    }

    // As the real one: ISO 8601 with a time of day becomes a DateTime.
    private static object Date(string text) =>
        text.Length >= 19 && text[10] == 'T' && JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"").TryGetDateTime(out var moment)
            ? moment
            : text;
}
