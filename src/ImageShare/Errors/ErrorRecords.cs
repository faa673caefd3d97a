using System.Management.Automation;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;
using ImageShare.Model;

namespace ImageShare.Errors;

/// <summary>Makes every error record of the module.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception exception, object? target) => exception switch
    {
        ImageShareException e => From(e, target),
        AggregateException { InnerExceptions: [var inner] } => From(inner, target),
        IContainsErrorRecord { ErrorRecord: { } record } => new ErrorRecord(record, exception),
        OperationCanceledException or TimeoutException => New(exception, "OperationTimeout", ErrorCategory.OperationTimeout, target),
        HttpRequestException or SocketException or AuthenticationException =>
            New(exception, "ConnectionFailed", ErrorCategory.ConnectionError, target),
        UnauthorizedAccessException => New(exception, "AccessDenied", ErrorCategory.PermissionDenied, target),
        FileNotFoundException or DirectoryNotFoundException => New(exception, "FileNotFound", ErrorCategory.ObjectNotFound, target),
        IOException => New(exception, "FileUnusable", ErrorCategory.ResourceUnavailable, target),
        CryptographicException => New(exception, "CryptographyFailed", ErrorCategory.SecurityError, target),
        JsonException or InvalidDataException => New(exception, "DataUnreadable", ErrorCategory.InvalidData, target),
        ArgumentException or FormatException => New(exception, "InvalidArgument", ErrorCategory.InvalidArgument, target),
        NotSupportedException or NotImplementedException => New(exception, "NotSupported", ErrorCategory.NotImplemented, target),
        InvalidOperationException => New(exception, "InvalidOperation", ErrorCategory.InvalidOperation, target),
        // Nobody foresaw it: a defect of ours, named by its type.
        _ => New(exception, exception.GetType().Name, ErrorCategory.InvalidResult, target),
    };

    private static ErrorRecord From(ImageShareException e, object? target) =>
        new(e, e.Code, Enum.Parse<ErrorCategory>(e.Kind.ToString()), e.Target ?? target)
        {
            ErrorDetails = new ErrorDetails(Text(e)) { RecommendedAction = e.Fix },
        };

    // One thing a line, each with its label: PowerShell joins the lines when the error comes from a script file, and it must still read.
    // What to do is the recommended action, which PowerShell prints on a line of its own below.
    private static string Text(ImageShareException e)
    {
        string?[] lines =
        [
            e.Message,
            e.Reason is null ? null : $"Why: {e.Reason}",
            e.Who switch
            {
                Party.Publisher => "Who: the publisher, who owns the gallery.",
                Party.Consumer => "Who: the consumer, who builds the VM.",
                _ => null,
            },
            e.CorrelationId is null ? null : $"Correlation id: {e.CorrelationId}",
        ];
        return string.Join('\n', lines.Where(l => l is not null));
    }

    private static ErrorRecord New(Exception exception, string id, ErrorCategory category, object? target) =>
        new(exception, id, category, target);
}
