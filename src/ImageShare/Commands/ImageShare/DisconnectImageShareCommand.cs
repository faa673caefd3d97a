using System.Management.Automation;
using ImageShare.Model;
using ImageShare.State;

namespace ImageShare.Commands;

/// <summary>Forgets sign-ins of this runspace: one, those of a tenant, or all.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ImageShare", DefaultParameterSetName = AllSet, SupportsShouldProcess = true)]
[OutputType(typeof(ImageShareContext))]
public sealed class DisconnectImageShareCommand : PSCmdlet
{
    private const string AllSet = "All";
    private const string ContextSet = "Context";
    private const string TenantSet = "Tenant";

    /// <summary>The sign-in to forget.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ContextSet)]
    [Alias("DefaultProfile", "AzContext")]
    public ImageShareContext? Context { get; set; }

    /// <summary>Forget those of this tenant (GUID).</summary>
    [Parameter(Mandatory = true, ParameterSetName = TenantSet)]
    [Alias("Tenant")]
    public string? TenantId { get; set; }

    /// <summary>Writes what was forgotten.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var contexts = RunspaceContexts.Current;
        foreach (var context in contexts.List.Where(IsMeant))
        {
            if (!ShouldProcess(context.ToString(), "Sign out"))
                continue;
            contexts.Remove(context);
            if (PassThru)
                WriteObject(context);
        }
    }

    private bool IsMeant(ImageShareContext context) => ParameterSetName switch
    {
        ContextSet => ReferenceEquals(context, Context),
        TenantSet => string.Equals(TenantId, context.TenantId, StringComparison.OrdinalIgnoreCase),
        _ => true,
    };
}
