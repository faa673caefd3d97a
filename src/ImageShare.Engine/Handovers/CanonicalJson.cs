using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// The one spelling of a document (RFC 8785) that signatures and ciphers bind to: mail programs, editors and git may change line ends
/// and indentation on the way, and must not break it. Only for trees that <see cref="StrictJson"/> accepted: it leaves out nothing but
/// fractions, which such a tree does not have.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>What a signature covers: all but itself.</summary>
    public static byte[] ForSignature(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        copy.Remove("signature");
        return Write(copy);
    }

    /// <summary>What the secret's cipher covers beside the secret: all but signature and cipher text.</summary>
    public static byte[] ForSecret(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        copy.Remove("signature");
        copy["secret"]?.AsObject().Remove("ciphertext");
        return Write(copy);
    }

    public static byte[] Write(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                Append(text, '{', '}', members.OrderBy(m => m.Key, StringComparer.Ordinal), (t, member) =>
                {
                    Append(t, member.Key);
                    Append(t.Append(':'), member.Value);
                });
                break;
            case JsonArray items:
                Append(text, '[', ']', items, Append);
                break;
            default:
                AppendValue(text, node);
                break;
        }
    }

    private static void AppendValue(StringBuilder text, JsonNode? node)
    {
        switch (node?.GetValueKind())
        {
            case JsonValueKind.String:
                Append(text, node.GetValue<string>());
                break;
            case JsonValueKind.Number:
                text.Append(node.GetValue<long>().ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                throw new InvalidOperationException("Strict JSON has no such value.");
        }
    }

    private static void Append<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            append(first ? text : text.Append(','), item);
            first = false;
        }

        text.Append(close);
    }

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                < ' ' => throw new InvalidOperationException("Strict JSON has no such character."),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
