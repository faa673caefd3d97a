namespace ImageShare.Model;

/// <summary>Ranks the ways to share an image for a case. Asks nobody: it knows the rules.</summary>
public static class MethodAdviser
{
    /// <summary>All six ways, the best first; those that are ruled out last, with why.</summary>
    public static IReadOnlyList<ImageShareMethod> Rank(ShareCase share)
    {
        var judged = MethodFacts.All.Select(method => Judge(method, share))
            .OrderBy(j => j.Method.Verdict).ThenByDescending(j => j.Score).Select(j => j.Method).ToList();
        return [.. judged.Select((method, i) => method with
        {
            Rank = i + 1,
            Verdict = i == 0 && method.Verdict == MethodVerdict.Possible ? MethodVerdict.Recommended : method.Verdict,
        })];
    }

    private static (ImageShareMethod Method, int Score) Judge(ImageShareMethod method, ShareCase share)
    {
        var rules = MethodRules.All.Where(r => r.Method == method.Method && r.Holds(share)).ToList();
        string[] excluded = [.. rules.Where(r => r.Weight == MethodRules.Out).Select(r => r.Reason)];
        string[] pro = [.. rules.Where(r => r.Weight > 0).OrderByDescending(r => r.Weight).Select(r => r.Reason)];
        string[] con = [.. rules.Where(r => r.Weight is < 0 and not MethodRules.Out).OrderBy(r => r.Weight).Select(r => r.Reason)];
        var judged = method with
        {
            Verdict = excluded.Length > 0 ? MethodVerdict.RuledOut : MethodVerdict.Possible,
            For = pro,
            Against = [.. excluded, .. con],
            Why = excluded is [var reason, ..] ? reason : pro is [var best, ..] ? best : con[0],
        };
        return (judged, rules.Where(r => r.Weight != MethodRules.Out).Sum(r => r.Weight));
    }
}
