using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>What the bridge itself cannot do.</summary>
internal static class Refusals
{
    public static ImageShareException NobodyToAsk(string query, Exception? inner = null) =>
        new("ConfirmationNeeded", ErrorKind.InvalidOperation, $"Nobody can be asked here: {query}", inner)
        {
            Fix = "Add -Force to go on without the question.",
        };

    public static ImageShareException NoScriptInJob() =>
        new("NoScriptInJob", ErrorKind.InvalidOperation, "A job cannot run a script block of your session.")
        {
            Reason = "The script block's variables live in your session, which is busy with something else while the job runs.",
            Fix = "Run the command without -AsJob, or sign in with -FederatedTokenFile.",
        };

    public static ImageShareException NoScriptOutsideCommand() =>
        new("NoScriptOutsideCommand", ErrorKind.InvalidOperation, "The token provider can only be asked while a command runs.");
}
