using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Bodies as texts and back.</summary>
internal static class JsonText
{
    public static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    extension(JsonNode? body)
    {
        public bool IsText => body is JsonValue value && value.GetValueKind() == JsonValueKind.String;

        /// <summary>What travels: JSON, or the text that is none.</summary>
        public string Text => body is null ? "" : body.IsText ? body.GetValue<string>() : body.ToJsonString(Format);

        /// <summary>A body with its text changed.</summary>
        public JsonNode? Carry(Func<string, string> change) =>
            body is null ? null : body.IsText ? JsonValue.Create(change(body.Text)) : JsonNode.Parse(change(body.Text));
    }
}
