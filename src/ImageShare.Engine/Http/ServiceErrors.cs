using System.Net;
using System.Net.Http;
using System.Text.Json;
using Azure;
using Azure.Identity;
using ImageShare.Model;
using Microsoft.Identity.Client;

namespace ImageShare.Engine.Http;

/// <summary>
/// Whatever fails comes out of here as what happened, why, what to do and who must do it: by the one <see cref="ErrorTable"/>.
/// </summary>
internal static class ServiceErrors
{
    public static ImageShareException Explain(Exception exception, ErrorFacts? facts = null) => exception switch
    {
        ImageShareException known => known,
        RequestFailedException { Status: 0, InnerException: { } inner } => Explain(inner, facts),
        RequestFailedException refused => Explain(ServiceError.Read(refused), facts, refused),
        AuthenticationFailedException failed => ExplainSignIn(failed, facts),
        AggregateException { InnerException: { } inner } => Explain(inner, facts),
        HttpRequestException connection => ConnectionErrors.Explain(connection, facts),
        IOException { InnerException: not null } broken => ConnectionErrors.Explain(broken, facts),
        JsonException garbled => ConnectionErrors.Unreadable(garbled, null),
        OperationCanceledException or TimeoutException => ConnectionErrors.TimedOut(exception, facts),
        _ => new ImageShareException("UnexpectedError", ErrorKind.InvalidOperation, Redaction.Clean(exception.Message), exception)
        {
            Target = facts?.Target,
        },
    };

    /// <summary>Explains what a service said.</summary>
    public static ImageShareException Explain(ServiceError error, ErrorFacts? known, Exception? inner = null)
    {
        var facts = known ?? ErrorFacts.None;
        if (ErrorTable.Find(error, facts) is var (rule, words))
        {
            return new ImageShareException(rule.Code, rule.Kind, Redaction.Clean(error.Message), inner)
            {
                Target = error.Target ?? facts.Target,
                Reason = Clean(ErrorRule.Fill(rule.Reason, words, facts)),
                Fix = Clean(ErrorRule.Fill(rule.Fix, words, facts)),
                Who = rule.Actor(words, facts),
                CorrelationId = error.CorrelationId,
            };
        }

        return new ImageShareException(
            error.Code ?? (error.Status < 300 ? "OperationFailed" : $"Http{error.Status}"), KindOf(error), Redaction.Clean(error.Message), inner)
        {
            Target = error.Target ?? facts.Target,
            Reason = error.Status >= 500 ? "The service failed; it was tried several times." : null,
            Fix = Advice(error),
            CorrelationId = error.CorrelationId,
        };
    }

    private static ImageShareException ExplainSignIn(AuthenticationFailedException exception, ErrorFacts? facts)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ImageShareException known)
                return known;
            if (ServiceError.ReadSignIn(cause.Message) is { } error)
                return Explain(error with { Target = facts?.ApplicationId }, facts, exception);
            if (cause is HttpRequestException connection)
                return ConnectionErrors.Explain(connection, facts);
            if (cause is MsalServiceException { StatusCode: 429 or >= 500 } busy)
                return Explain(new ServiceError("SignInUnavailable", Busy(busy.StatusCode)) { Status = busy.StatusCode }, facts, exception);
            if (cause is MsalException local && LocalSignInErrors.Explain(local, facts) is { } explained)
                return explained;
        }

        return new ImageShareException(
            exception is CredentialUnavailableException ? "CredentialUnavailable" : "AuthenticationFailed",
            ErrorKind.AuthenticationError, Redaction.Clean(exception.Message), exception)
        {
            Target = facts?.ApplicationId,
            Fix = exception is CredentialUnavailableException
                ? "Nothing here can sign in by itself: sign in to az, set the AZURE_* variables, or choose another way with "
                    + "Connect-ImageShare."
                : "Run the command again; if it fails again, run Connect-ImageShare anew.",
        };
    }

    private static string? Advice(ServiceError error) => error.Status switch
    {
        429 or >= 500 => "Try again in a few minutes.",
        // Work that began and then failed says so in an answer of status 200.
        < 300 => "Run the command again; if it fails again, give Azure's support the correlation id.",
        _ when error.Code is null => "Run the command again; if it fails again, a proxy may stand between: nothing of Azure's can be read.",
        _ => null,
    };

    private static string Busy(int status) => $"The service that signs in answered with {status} only.";

    private static ErrorKind KindOf(ServiceError error) => error.Status switch
    {
        400 => ErrorKind.InvalidArgument,
        401 => ErrorKind.AuthenticationError,
        403 => ErrorKind.PermissionDenied,
        404 => ErrorKind.ObjectNotFound,
        408 or 504 => ErrorKind.OperationTimeout,
        409 when error.Code is { } code && (code.Contains("InProgress", StringComparison.Ordinal)
            || code.Contains("Conflict", StringComparison.Ordinal)
            || code.Contains("AnotherOperation", StringComparison.Ordinal)) => ErrorKind.ResourceBusy,
        409 => ErrorKind.ResourceExists,
        412 => ErrorKind.InvalidOperation,
        429 => ErrorKind.LimitsExceeded,
        >= 500 => ErrorKind.ResourceUnavailable,
        _ => ErrorKind.InvalidOperation,
    };

    private static string? Clean(string? text) => text is null ? null : Redaction.Clean(text);
}
