using System.Net.Http;
using System.Security.Authentication;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Failures below HTTP.</summary>
internal static class ConnectionErrors
{
    public static ImageShareException Explain(Exception exception, ErrorFacts? facts)
    {
        var tls = Chain(exception).OfType<AuthenticationException>().FirstOrDefault();
        var (code, reason, fix) = (exception as HttpRequestException)?.HttpRequestError switch
        {
            _ when tls is not null => (
                "TlsRefused", $"The server's certificate is not trusted: {tls.Message}",
                "Check the caCertificate of the cloud file, the machine's trusted roots, and whether a proxy opens TLS."),
            HttpRequestError.NameResolutionError => (
                "NameNotResolved", "The name of the service could not be resolved.",
                "Check the network, DNS and the addresses in the cloud file."),
            HttpRequestError.ProxyTunnelError => (
                "ProxyRefused", "The proxy refused the connection.", "Check HTTPS_PROXY and NO_PROXY."),
            _ => ("ConnectionFailed", "The service could not be reached, or the connection broke.",
                "Check the network, a proxy or a firewall; then run the command again."),
        };
        var message = tls is null ? exception.Message : $"No trusted connection to {facts?.Target ?? "the service"} could be made.";
        return new ImageShareException(code, ErrorKind.ConnectionError, Redaction.Clean(message), exception)
        {
            Target = facts?.Target,
            Reason = reason,
            Fix = fix,
        };
    }

    public static ImageShareException TimedOut(Exception exception, ErrorFacts? facts) =>
        new("Timeout", ErrorKind.OperationTimeout, "The service did not answer in time.", exception)
        {
            Target = facts?.Target,
            Fix = "Run the command again: it goes on where it stopped.",
        };

    /// <summary>An answer that is not what its service says, or only a part of it.</summary>
    public static ImageShareException Unreadable(Exception? exception, string? target) =>
        new("UnreadableResponse", ErrorKind.InvalidData, $"{target ?? "The service"} gave an answer that cannot be read.", exception)
        {
            Target = target,
            Fix = "Run the command again. If it fails again, a proxy may stand between: check what answers at that address.",
        };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
