using System.Text.RegularExpressions;

namespace ImageShare.Engine.Http;

/// <summary>Finds the errors in what any tool prints: words of az, of Az, of Terraform, of an SDK, and JSON among them.</summary>
internal static partial class ErrorText
{
    // Of a whole log that was pasted: more than these nobody reads.
    private const int MostErrors = 100;

    /// <summary>Characters that a service's message may have, and no more of them are looked at.</summary>
    public const int LongestMessage = 8192;

    /// <summary>The errors of the text, causes first. What stands further down in a text is the cause of what stands above.</summary>
    public static IReadOnlyList<ServiceError> Find(string text)
    {
        List<(int Place, ServiceError Error)> found = [];
        var words = text.ToCharArray();
        foreach (var (start, length, node) in ErrorJson.Find(text))
        {
            // Inside it, only its own structure says what is the cause of what.
            words.AsSpan(start, length).Fill(' ');
            found.AddRange(node.InnermostFirst.Select(error => (start, error)));
        }

        found.AddRange(InWords(new string(words)));
        return [.. found.OrderByDescending(f => f.Place).Select(f => f.Error)];
    }

    /// <summary>A code that the text seems to name, of an error that is not known; null when it names none.</summary>
    public static string? GuessCode(string text) =>
        Find(text).Select(error => error.Code).FirstOrDefault(code => code is not null)
        ?? (Named().Match(text) is { Success: true } match ? match.Groups["code"].Value : null);

    private static IEnumerable<(int Place, ServiceError Error)> InWords(string text)
    {
        var codes = Word().Matches(text).Where(word => ErrorTable.Knows(word.Value)).Take(MostErrors).ToList();
        for (var i = 0; i < codes.Count; i++)
        {
            // The words of an error follow its code, up to the next one; az says each twice.
            var next = codes.Skip(i + 1).FirstOrDefault(c => c.Value != codes[i].Value)?.Index ?? text.Length;
            var start = codes[i].Index + codes[i].Length;
            var said = text[start..Math.Min(next, start + LongestMessage)];
            yield return (codes[i].Index, new(codes[i].Value, Tidy(said)) { CorrelationId = ServiceError.FindCorrelationId(said) });
        }

        foreach (var rule in ErrorTable.SpeakingForThemselves)
        {
            if (rule.Fit(text, ErrorFacts.None) is { } match)
                yield return (match.Index, new(rule.Code, Tidy(Line(text, match))));
        }
    }

    // The words with the rest of their lines: a sentence is read as a whole.
    private static string Line(string text, Match match)
    {
        var start = text.LastIndexOf('\n', match.Index) + 1;
        var end = text.IndexOf('\n', match.Index + match.Length);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private static string Tidy(string said) => Edge().Replace(said, "").Trim();

    // Az adds the name of the status, which is a code of its own elsewhere.
    [GeneratedRegex(@"(?<!ReasonPhrase\s*:\s*)(?<![\w/.])[A-Z][A-Za-z0-9_]{5,}(?![\w/])")]
    private static partial Regex Word();

    [GeneratedRegex("""(\bcode["']?\s*[:=]\s*["']?|^\(|\s\(|\berror:\s*|^\[)(?<code>(?>[A-Z]{3}[A-Z0-9_]*))(?![\w.])""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex("""^["'\])]*\s*[:,=]?\s*((Error)?Message["']?\s*[:=]\s*)?["']?""", RegexOptions.IgnoreCase)]
    private static partial Regex Edge();
}
