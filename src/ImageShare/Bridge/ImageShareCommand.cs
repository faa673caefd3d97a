using System.Management.Automation;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>A cmdlet that reaches Azure, with the sign-in given to it or those of its runspace.</summary>
public abstract class ImageShareCommand : AsyncCommand
{
    /// <summary>The sign-in to use; without it, that of this session which fits the resource's tenant.</summary>
    [Parameter]
    [Alias("DefaultProfile", "AzContext")]
    public ImageShareContext? Context { get; set; }

    private protected override IReadOnlyList<ImageShareContext> Contexts => Context is null ? base.Contexts : [Context];

    /// <summary>Call before work that cannot do without a sign-in.</summary>
    private protected void RequireSignIn()
    {
        if (Contexts.Count > 0)
            return;
        throw new ImageShareException("NotConnected", ErrorKind.AuthenticationError, "You are not signed in.")
        {
            Reason = "This session has no sign-in. Each runspace has its own; those of ForEach-Object -Parallel start without.",
            Fix = "Connect-ImageShare -TenantId TENANT. "
                + "Inside ForEach-Object -Parallel: $ctx = Get-ImageShareContext before it, and -Context $using:ctx in it.",
        };
    }
}
