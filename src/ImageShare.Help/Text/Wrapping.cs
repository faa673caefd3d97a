using System.Text;
using System.Text.RegularExpressions;

namespace ImageShare.Help.Text;

/// <summary>Text in lines of so many columns.</summary>
internal static partial class Wrapping
{
    // Japanese may break anywhere but before these.
    private const string NeverFirst = "、。，．・：；？！）」』】ー々ゃゅょっャュョッ";

    public static IReadOnlyList<string> Wrap(string text, int width) => [.. text.Split('\n').SelectMany(line => WrapLine(line, width))];

    private static List<string> WrapLine(string line, int width)
    {
        if (TextWidth.Of(line) <= width)
            return [line];

        var indent = new string(' ', Indent(line));
        List<string> lines = [];
        var current = new StringBuilder();
        foreach (var (piece, space) in Pieces(line))
        {
            var gap = space && current.ToString().Trim().Length > 0 ? " " : "";
            if (current.ToString().Trim().Length > 0 && TextWidth.Of(current + gap + piece) > width)
            {
                lines.Add(current.ToString());
                current.Clear().Append(indent).Append(piece);
            }
            else
            {
                current.Append(gap).Append(piece);
            }
        }

        lines.Add(current.ToString());
        return lines;
    }

    // What follows the line of a bullet or of a number stands under its text.
    private static int Indent(string line) => Mark().Match(line).Length;

    [GeneratedRegex(@"^ *(- |\d+\. )?")]
    private static partial Regex Mark();

    /// <summary>What must stay together, and whether a space stood before it.</summary>
    private static IEnumerable<(string Piece, bool Space)> Pieces(string line)
    {
        var leading = line.Length - line.TrimStart().Length;
        var piece = new StringBuilder(line[..leading]);
        var space = false;
        foreach (var rune in line[leading..].EnumerateRunes())
        {
            if (rune.Value == ' ' || Breaks(piece, rune))
            {
                if (piece.Length > 0)
                    yield return (piece.ToString(), space);
                piece.Clear();
                space = rune.Value == ' ';
            }

            if (rune.Value != ' ')
                piece.Append(rune.ToString());
        }

        if (piece.Length > 0)
            yield return (piece.ToString(), space);
    }

    private static bool Breaks(StringBuilder piece, Rune next) =>
        piece.Length > 0 && !char.IsWhiteSpace(piece[^1])
        && (TextWidth.Of(next) == 2 || TextWidth.IsWide(piece[^1]))
        && !NeverFirst.Contains(next.ToString(), StringComparison.Ordinal)
        && piece[^1] is not ('「' or '（');
}
