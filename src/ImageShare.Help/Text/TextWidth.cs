using System.Text;
using Wcwidth;

namespace ImageShare.Help.Text;

/// <summary>How many columns text takes on a terminal: two for each Japanese character.</summary>
internal static class TextWidth
{
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    public static int Of(Rune rune) => Math.Max(0, UnicodeCalculator.GetWidth(rune));

    public static bool IsWide(char character) => Rune.TryCreate(character, out var rune) && Of(rune) == 2;

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));
}
