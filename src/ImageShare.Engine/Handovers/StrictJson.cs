using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// Parses JSON of a stranger into a tree that means one thing only: no name twice, no null, whole numbers, nothing nested deeply, and no
/// character that would change what a terminal shows.
/// </summary>
internal static class StrictJson
{
    private const int MaximumDepth = 6;
    private const int MaximumLength = 8 * 1024;

    // RFC 8785 writes numbers as ECMAScript does: exact up to here.
    private const long MaximumNumber = (1L << 53) - 1;

    /// <exception cref="FormatException">It is not such JSON; the message says why, in words safe to show.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8, int maximumDepth = MaximumDepth)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8))
            throw new FormatException("It is not UTF-8 text.");

        try
        {
            Check(utf8, maximumDepth);
            return JsonNode.Parse(utf8) as JsonObject ?? throw new FormatException("It is not a JSON object.");
        }
        catch (JsonException exception)
        {
            // The exception's own message may quote the file.
            throw new FormatException($"It is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("It escapes half a character.");
        }
    }

    /// <summary>Whether a text can be shown as it is, on one line, in the order it is written in.</summary>
    public static bool IsPrintable(string text) => text.EnumerateRunes().All(IsPrintable);

    private static void Check(ReadOnlySpan<byte> utf8, int maximumDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maximumDepth });
        var names = new Stack<HashSet<string>>();
        var isPem = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    CheckText(name, isPem: false);
                    if (!names.Peek().Add(name))
                        throw new FormatException("It has the same name twice in one object.");

                    isPem = name is "cms" or "signature";
                    break;
                case JsonTokenType.String:
                    CheckText(reader.GetString()!, isPem);
                    break;
                case JsonTokenType.Number when !reader.TryGetInt64(out var number) || Math.Abs(number) > MaximumNumber:
                    throw new FormatException("It has a number that is not a whole one.");
                case JsonTokenType.Null:
                    throw new FormatException("It has a null; what is not known is left out.");
            }
        }
    }

    private static void CheckText(string text, bool isPem)
    {
        if (text.Length > MaximumLength && !isPem)
            throw new FormatException($"It has a text of more than {MaximumLength} characters.");
        if (!IsPrintable(isPem ? text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : text))
            throw new FormatException("It has control characters.");
    }

    // Joiners are part of how some languages are written; other format characters (direction marks, invisible ones) can only mislead.
    private static bool IsPrintable(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
