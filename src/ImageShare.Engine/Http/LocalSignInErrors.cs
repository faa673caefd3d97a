using ImageShare.Model;
using Microsoft.Identity.Client;

namespace ImageShare.Engine.Http;

/// <summary>Failures of a sign-in on this machine, which Entra never heard of and has no code for.</summary>
internal static class LocalSignInErrors
{
    /// <summary>Null for a failure that is not one of these.</summary>
    public static ImageShareException? Explain(MsalException exception, ErrorFacts? facts)
    {
        return exception.ErrorCode switch
        {
            MsalError.LinuxXdgOpen => New(
                "BrowserNotFound", "No browser could be opened to sign in with.",
                "None of the programs that open addresses on Linux (xdg-open and the like) is there, or works.",
                "Sign in on another device: Connect-ImageShare -UseDeviceAuthentication."),
            MsalError.AuthenticationCanceledError => New(
                "SignInCancelled", "The sign-in was cancelled in the browser.", null, "Run the command again, and accept on the page."),
            MsalError.ManagedIdentityRequestFailed or MsalError.ManagedIdentityUnreachableNetwork
                or MsalError.ManagedIdentityResponseParseFailure => New(
                "ManagedIdentityUnavailable", Redaction.Clean(exception.Message),
                "This machine has no such managed identity, or none at all.",
                "Check -AccountId: the client id or ARM id of a user-assigned identity that this machine has; without it the "
                    + "system-assigned one is meant. Outside Azure, sign in in another way."),
            _ => null,
        };

        ImageShareException New(string code, string message, string? reason, string fix) =>
            new(code, ErrorKind.AuthenticationError, message, exception) { Target = facts?.Target, Reason = reason, Fix = fix };
    }
}
