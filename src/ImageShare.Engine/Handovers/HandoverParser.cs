using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Engine.Handovers;

/// <summary>Makes a document of a file's bytes; whether it may say what it says is for <see cref="HandoverRules"/>.</summary>
internal static class HandoverParser
{
    public static (HandoverDocument Document, JsonObject Tree) Parse(byte[] bytes, string path)
    {
        JsonObject tree;
        try
        {
            tree = StrictJson.Parse(bytes);
        }
        catch (FormatException exception)
        {
            throw HandoverErrors.Unreadable(path, exception.Message);
        }

        if (tree["$schema"] is not JsonValue format || !format.TryGetValue<string>(out var name) || name != HandoverDocument.Format
            || tree["schemaVersion"] is not JsonValue number || !number.TryGetValue<long>(out var version) || version < 1)
        {
            throw HandoverErrors.Unreadable(path, $"It does not say \"$schema\": \"{HandoverDocument.Format}\" and a \"schemaVersion\".");
        }

        if (version > HandoverDocument.Version)
            throw HandoverErrors.Newer(path, version);

        try
        {
            return (HandoverJson.Read(tree), tree);
        }
        catch (JsonException)
        {
            throw HandoverErrors.Unreadable(path, "A member is missing, of another type, or unknown to this schema version.");
        }
    }
}
