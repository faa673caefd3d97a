using System.Management.Automation;
using System.Text;
using ImageShare.Model;

namespace ImageShare.Errors;

/// <summary>What an error record tells, of whatever command it is.</summary>
internal static class ErrorRecordText
{
    // Where the exceptions of Azure's SDKs and of Az keep the service's own answer.
    private static readonly string[] Properties = ["ErrorCode", "ResponseBody", "Content", "Code"];

    /// <summary>True for a line that a program wrote to its error stream: PowerShell makes a record of each.</summary>
    public static bool IsLineOfProgram(ErrorRecord record) =>
        record.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal);

    /// <summary>What a failure of this module says of itself; null for a record of anyone else.</summary>
    public static ErrorExplanation? Own(ErrorRecord record) =>
        Chain(record.Exception).OfType<ImageShareException>().FirstOrDefault() is { } own ? new()
        {
            Code = own.Code,
            Cause = own.Reason ?? own.Message,
            Fix = own.Fix,
            Who = own.Who?.ToString() ?? "You",
            Message = own.Message,
            CorrelationId = own.CorrelationId,
        }
        : null;

    /// <summary>$Error holds records, and exceptions that hold one.</summary>
    public static ErrorRecord Record(object error) => (error is PSObject wrapped ? wrapped.BaseObject : error) switch
    {
        ErrorRecord record => record,
        IContainsErrorRecord { ErrorRecord: { } record } => record,
        Exception exception => new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null),
        var other => new ErrorRecord(new InvalidOperationException($"{other}"), "NoRecord", ErrorCategory.NotSpecified, null),
    };

    /// <summary>The outer words first, the service's own answer last.</summary>
    public static string Of(ErrorRecord record)
    {
        var text = new StringBuilder();
        text.AppendLine($"({record.FullyQualifiedErrorId.Split(',')[0]}) {record.ErrorDetails?.Message}");
        foreach (var exception in Chain(record.Exception))
        {
            text.AppendLine(exception.Message);
            foreach (var source in new[] { exception, Value(exception, "Response"), Value(exception, "Body") }.OfType<object>())
            {
                foreach (var answer in Properties.Select(p => Value(source, p)).OfType<string>())
                    text.AppendLine(answer);
            }
        }

        return text.ToString();
    }

    private static object? Value(object source, string property) => source.GetType().GetProperty(property)?.GetValue(source);

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
