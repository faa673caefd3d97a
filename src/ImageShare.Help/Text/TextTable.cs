namespace ImageShare.Help.Text;

/// <summary>Rows in columns that stand under each other, cells wrapped where the whole would be too wide.</summary>
internal static class TextTable
{
    private const int Width = 76;
    private const int Narrowest = 8;
    private const string Gap = "  ";

    /// <param name="rows">The first is the head.</param>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Widths(rows);
        string[] rule = [.. widths.Select(w => new string('-', w))];
        return string.Join('\n', rows.Take(1).Append(rule).Concat(rows.Skip(1)).SelectMany(row => Lines(row, widths)));
    }

    // The widest column gives way until the row fits.
    private static int[] Widths(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(c => rows.Max(r => TextWidth.Of(r[c])))];
        while (widths.Sum() + (Gap.Length * (widths.Length - 1)) > Width && widths.Max() > Narrowest)
            widths[Array.IndexOf(widths, widths.Max())]--;
        return widths;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<string> row, int[] widths)
    {
        var cells = row.Select((cell, c) => Wrapping.Wrap(cell, widths[c])).ToList();
        for (var line = 0; line < cells.Max(c => c.Count); line++)
        {
            var parts = cells.Select((cell, c) => TextWidth.Pad(line < cell.Count ? cell[line] : "", widths[c]));
            yield return string.Join(Gap, parts).TrimEnd();
        }
    }
}
