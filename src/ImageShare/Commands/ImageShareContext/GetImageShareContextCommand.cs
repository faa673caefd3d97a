using System.Management.Automation;
using ImageShare.Model;
using ImageShare.State;

namespace ImageShare.Commands;

/// <summary>Lists the sign-ins of this runspace, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "ImageShareContext")]
[OutputType(typeof(ImageShareContext))]
public sealed class GetImageShareContextCommand : PSCmdlet
{
    /// <summary>Only those in this tenant (GUID).</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Tenant")]
    public string? TenantId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var context in RunspaceContexts.Current.List)
        {
            if (TenantId is null || string.Equals(TenantId, context.TenantId, StringComparison.OrdinalIgnoreCase))
                WriteObject(context);
        }
    }
}
