using System.Text.RegularExpressions;

namespace ImageShare.Engine.Http;

/// <summary>Every failure that is known: the rows of all parts, and which of them fits.</summary>
internal static class ErrorTable
{
    public static IReadOnlyList<ErrorRule> Rules { get; } =
    [
        .. SignInRules.All, .. LighthouseRules.All, .. AuthorizationRules.All, .. ImageRules.All, .. MarketplaceRules.All,
        .. ResourceRules.All, .. DirectoryRules.All, .. ToolRules.All,
    ];

    private static readonly ILookup<string, ErrorRule> s_byCode = Rules.ToLookup(rule => rule.Code, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<ErrorRule> SpeakingForThemselves { get; } = [.. Rules.Where(rule => rule.SpeaksForItself)];

    public static bool Knows(string code) => s_byCode.Contains(code);

    /// <summary>
    /// The first row that fits: of those of the code, first the ones that ask for a wording; then those whose wording is enough. Null when
    /// there is none.
    /// </summary>
    public static (ErrorRule Rule, Match Words)? Find(ServiceError error, ErrorFacts facts)
    {
        var own = s_byCode[error.Code ?? ""];
        foreach (var rule in own.OrderByDescending(r => r.IsSpecial).Concat(SpeakingForThemselves))
        {
            if (rule.Fit(error.Message, facts) is { } words)
                return (rule, words);
        }

        return null;
    }
}
