using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>One question about a share, answered from what was read.</summary>
/// <param name="name">What is looked at, as one word.</param>
internal abstract class Check(string name)
{
    protected const string NoApp = "The share carries no app.";

    /// <summary>The answer.</summary>
    public abstract ShareCheck Run(ShareFacts facts);

    protected ShareCheck Pass(string cause) => New(CheckResult.Pass, cause);

    protected ShareCheck Warn(string cause, string? fix, Party? who) => New(CheckResult.Warn, cause) with { Fix = fix, Who = who };

    protected ShareCheck Fail(string cause, string? fix, Party? who) => New(CheckResult.Fail, cause) with { Fix = fix, Who = who };

    /// <summary>A failure that the VM would meet.</summary>
    protected ShareCheck Fail(ImageShareException refusal) =>
        Fail(Told(refusal), refusal.Fix, refusal.Who) with { Target = refusal.Target };

    protected ShareCheck Skip(string why) => New(CheckResult.Skipped, why);

    /// <summary>It cannot be told, because this was not read.</summary>
    protected ShareCheck Skip<T>(Fact<T> fact)
        where T : class => Skip(fact.Unasked ?? $"It may not be read: {fact.Refusal?.Code}.");

    // Of a sign-in, Entra's own words say less than what they mean.
    private static string Told(ImageShareException refusal) =>
        refusal is { Reason: { } reason } && refusal.Code.StartsWith("AADSTS", StringComparison.Ordinal)
            ? $"{refusal.Code}: {reason}"
            : $"{refusal.Message} {refusal.Reason}".TrimEnd();

    private ShareCheck New(CheckResult result, string cause) => new() { Name = name, Result = result, Cause = cause };
}
