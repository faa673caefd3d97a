namespace ImageShare.Model;

/// <summary>A failure that says what happened, why, what to do and who must do it. Becomes one PowerShell error record.</summary>
public sealed class ImageShareException : Exception
{
    /// <summary>Makes a failure with what is known of it.</summary>
    /// <param name="code">The service's code, such as LinkedAuthorizationFailed or AADSTS700016, else a stable word of ours.</param>
    /// <param name="kind">The category of the error record.</param>
    /// <param name="message">What happened, one or two sentences.</param>
    /// <param name="inner">The cause, when it was an exception.</param>
    public ImageShareException(string code, ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Kind = kind;
    }

    /// <summary>The error id: the service's code, else a stable word of ours.</summary>
    public string Code { get; }

    /// <summary>The category of the error record.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The resource, file or input that it is about: an ARM id, a path, an application id.</summary>
    public string? Target { get; init; }

    /// <summary>Why it happened.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do, as a command to paste where there is one.</summary>
    public string? Fix { get; init; }

    /// <summary>Who must do it; null when it is the caller.</summary>
    public Party? Who { get; init; }

    /// <summary>The service's correlation id (GUID), for a support request.</summary>
    public string? CorrelationId { get; init; }
}
