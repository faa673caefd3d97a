using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ImageShare.Engine.Handovers;

/// <summary>Between a document and its bytes.</summary>
internal static class HandoverJson
{
    // The file is read by people: names and base64 stand in it as they are, and no HTML page ever holds it.
    private static readonly JsonSerializerOptions s_options =
        new(HandoverJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonTypeInfo<HandoverDocument> s_type =
        (JsonTypeInfo<HandoverDocument>)s_options.GetTypeInfo(typeof(HandoverDocument));

    public static byte[] Write(HandoverDocument document) => [.. JsonSerializer.SerializeToUtf8Bytes(document, s_type), (byte)'\n'];

    /// <summary>What a document looks like in the file, as a tree.</summary>
    public static JsonObject ToTree(HandoverDocument document) => JsonSerializer.SerializeToNode(document, s_type)!.AsObject();

    /// <exception cref="JsonException">A member is unknown, missing or of another type.</exception>
    public static HandoverDocument Read(JsonObject tree) => tree.Deserialize(s_type)!;
}
