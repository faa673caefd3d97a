using System.Text;

namespace ImageShare.Sandbox.Host.StandIns.Text;

/// <summary>
/// Rows of a CSV file: quoted fields may hold delimiters, line breaks and doubled quotes; empty lines, and <c>#</c> lines at the
/// start, are skipped.
/// </summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Read(TextReader reader, char delimiter)
    {
        var started = false;
        while (reader.Peek() >= 0)
        {
            var row = Row(reader, delimiter);
            if (row is [""] || (!started && row[0].StartsWith('#')))
                continue;

            started = true;
            yield return row;
        }
    }

    private static string[] Row(TextReader reader, char delimiter)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        while (reader.Read() is >= 0 and var next)
        {
            var character = (char)next;
            if (quoted && character == '"' && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (character == '"')
                quoted = !quoted;
            else if (!quoted && character == '\n')
                break;
            else if (!quoted && character == delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (quoted || character != '\r')
                field.Append(character);
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
