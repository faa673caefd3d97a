using System.Text.RegularExpressions;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>One row of the error table.</summary>
/// <param name="Code">The service's code.</param>
/// <param name="Kind">What it becomes.</param>
/// <param name="Reason">Why it happens. Braces hold groups of <see cref="Wording"/> or facts, the first known one counts, and
/// words to fall back on: {reader,object|the app}.</param>
/// <param name="Fix">What to do, written likewise.</param>
internal sealed partial record ErrorRule(string Code, ErrorKind Kind, string Reason, string? Fix = null)
{
    /// <summary>Pattern that the service's message must match, where one code means several things. The groups fill in the texts.</summary>
    public string? Wording { get; init; }

    /// <summary>The wording is enough, whatever code comes with it, or none: nothing else is ever said in these words.</summary>
    public bool SpeaksForItself { get; init; }

    /// <summary>Holds only when the secret that was shown has the shape of an id.</summary>
    public bool WhenSecretLooksLikeId { get; init; }

    /// <summary>Who must act; null when it is whoever called.</summary>
    public Party? Who { get; init; }

    /// <summary>Who must act is whoever owns the tenant that the message names.</summary>
    public bool OwnerOfTenant { get; init; }

    /// <summary>Who must act is whoever owns the app.</summary>
    public bool OwnerOfApp { get; init; }

    /// <summary>True when it is only about some of the failures with this code.</summary>
    public bool IsSpecial => Wording is not null || WhenSecretLooksLikeId;

    // One for each row, made when it is asked for. Whoever wrote the message may be hostile, or have pasted a whole log: however long it
    // is, the time that it takes grows with its length alone.
    private Regex? _words;

    /// <summary>The match, when the row fits the words that came with its code.</summary>
    public Match? Fit(string message, ErrorFacts facts)
    {
        if (WhenSecretLooksLikeId && !facts.SecretLooksLikeId)
            return null;

        _words ??= new(
            Wording ?? "",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        return _words.Match(message) is { Success: true } match ? match : null;
    }

    /// <summary>Fills a text in. A group of the message is the service's own word on it; the facts fill the gaps.</summary>
    public static string? Fill(string? text, Match match, ErrorFacts facts) => text is null ? null
        : Placeholder().Replace(text, place =>
            place.Groups["names"].Value.Split(',').Select(name => Find(name, match, facts)).FirstOrDefault(value => value is not null)
            ?? place.Groups["else"].Value);

    public Party? Actor(Match match, ErrorFacts facts) =>
        OwnerOfTenant ? facts.OwnerOf(Fill("{tenant|}", match, facts))
        : OwnerOfApp ? facts.AppOwner
        : Who;

    private static string? Find(string name, Match match, ErrorFacts facts) =>
        match.Groups[name] is { Success: true, Length: > 0 } group ? group.Value : facts.Find(name);

    [GeneratedRegex(@"\{(?<names>[\w,]+)(\|(?<else>[^}]*))?\}")]
    private static partial Regex Placeholder();
}
