using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Graph;

/// <summary>Reads values of a request body; a value of the wrong kind is the caller's mistake, and is said so.</summary>
internal static class Json
{
    public static string? Text(this JsonObject body, string name, string resource) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw GraphErrors.InvalidValue(name, resource),
    };

    public static string RequireText(this JsonObject body, string name, string resource) =>
        body.Text(name, resource) is { Length: > 0 } text ? text : throw GraphErrors.Required(name, resource);

    public static bool? Flag(this JsonObject body, string name, string resource) => body[name]?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw GraphErrors.InvalidValue(name, resource),
    };

    public static DateTimeOffset? Date(this JsonObject body, string name, string resource)
    {
        if (body.Text(name, resource) is not { } text)
            return null;

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw GraphErrors.InvalidValue(name, resource);
    }

    public static List<string> Texts(this JsonObject body, string name, string resource) => body[name] switch
    {
        null => [],
        JsonArray items when items.All(i => i?.GetValueKind() == JsonValueKind.String) => [.. items.Select(i => i!.GetValue<string>())],
        _ => throw GraphErrors.InvalidValue(name, resource),
    };

    public static List<JsonObject> Objects(this JsonObject body, string name, string resource) => body[name] switch
    {
        null => [],
        JsonArray items when items.All(i => i is JsonObject) => [.. items.Cast<JsonObject>()],
        _ => throw GraphErrors.InvalidValue(name, resource),
    };

    public static JsonObject? Object(this JsonObject body, string name, string resource) => body[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw GraphErrors.InvalidValue(name, resource),
    };
}
