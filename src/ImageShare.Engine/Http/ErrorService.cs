using System.Text.RegularExpressions;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Looks errors up in the table that explains those of the module itself.</summary>
internal sealed class ErrorService : IErrorService
{
    private const string Self = "You";

    public IReadOnlyList<ErrorExplanation> Explain(ErrorQuestion question)
    {
        var facts = Facts(question.Handover);
        var correlation = ServiceError.FindCorrelationId(question.Text);
        var known = ErrorText.Find(question.Text)
            .Select(error => Explain(error, question.Text, facts)).OfType<ErrorExplanation>()
            .DistinctBy(e => (e.Code, e.Cause))
            .Select(e => e with { CorrelationId = e.CorrelationId ?? correlation })
            .ToList();
        return known.Count > 0 ? known : [Unknown(question.Text) with { CorrelationId = correlation }];
    }

    /// <summary>The row of the table for one error of a text.</summary>
    public static (ErrorRule Rule, Match Words)? Find(ServiceError error, string text, ErrorFacts facts)
    {
        // SDKs put the words before the code: what the code's own words do not tell, the whole text may.
        var found = ErrorTable.Find(error, facts);
        return found is null or { Rule.IsSpecial: false } && text.Length <= ErrorText.LongestMessage
            && ErrorTable.Find(error with { Message = text }, facts) is { Rule.IsSpecial: true } other
            && other.Rule.Code.Equals(error.Code, StringComparison.OrdinalIgnoreCase)
            ? other
            : found;
    }

    private static ErrorExplanation? Explain(ServiceError error, string text, ErrorFacts facts) =>
        Find(error, text, facts) is not var (rule, words) ? null : new()
        {
            Code = rule.Code,
            Cause = Redaction.Clean(ErrorRule.Fill(rule.Reason, words, facts)!),
            Fix = ErrorRule.Fill(rule.Fix, words, facts) is { } fix ? Redaction.Clean(fix) : null,
            Who = Who(rule, words, facts),
            Message = Redaction.Clean(error.Message),
            CorrelationId = error.CorrelationId,
        };

    private static string Who(ErrorRule rule, Match words, ErrorFacts facts) =>
        rule.Actor(words, facts) is { } party ? party.ToString()
        : rule.OwnerOfTenant ? ErrorRule.Fill("Administrator of the tenant {tenant|that was signed in to}", words, facts)!
        : rule.OwnerOfApp ? "Owner of the app"
        : Self;

    private static ErrorExplanation Unknown(string text) => new()
    {
        Code = ErrorText.GuessCode(text) ?? "Unknown",
        IsKnown = false,
        Cause = "This error is not known to ImageShare; nothing is guessed here.",
        Fix = "Read the message itself. For Azure's support, keep the correlation id and the time (UTC).",
        Who = Self,
        Message = Redaction.Clean(text.Trim()),
    };

    private static ErrorFacts Facts(Handover? handover)
    {
        if (handover is null)
            return ErrorFacts.None;
        var facts = new ErrorFacts
        {
            ApplicationId = handover.ApplicationId,
            PublisherTenantId = handover.PublisherTenantId,
            ConsumerTenantId = handover.ConsumerTenantId,
            Regions = handover.Images is [var image] ? image.Regions : [],
        };
        return facts with { AppOwner = facts.OwnerOf(handover.AppTenantId) };
    }
}
