namespace ImageShare.Model;

/// <summary>Kinds of failure; each is named as the PowerShell ErrorCategory it becomes.</summary>
public enum ErrorKind
{
    /// <summary>A value was refused, here or by the service (400).</summary>
    InvalidArgument,

    /// <summary>A file or an answer could not be read or was changed on its way.</summary>
    InvalidData,

    /// <summary>The present state does not allow it (412).</summary>
    InvalidOperation,

    /// <summary>No token could be had, or it was refused (401).</summary>
    AuthenticationError,

    /// <summary>Signed in, but without the right (403).</summary>
    PermissionDenied,

    /// <summary>Nothing there, or nothing that may be seen (404).</summary>
    ObjectNotFound,

    /// <summary>It is already there and differs (409).</summary>
    ResourceExists,

    /// <summary>Another operation is running on it (409).</summary>
    ResourceBusy,

    /// <summary>Not to be had there now: a size, a region, a service that failed (5xx).</summary>
    ResourceUnavailable,

    /// <summary>Too many requests (429).</summary>
    LimitsExceeded,

    /// <summary>A quota is used up.</summary>
    QuotaExceeded,

    /// <summary>No connection, or TLS was refused.</summary>
    ConnectionError,

    /// <summary>It took longer than allowed.</summary>
    OperationTimeout,

    /// <summary>A signature or an encryption could not be trusted.</summary>
    SecurityError,
}
