using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Takes credentials away from a share app: named ones, expired ones, or those older than the newest that works.</summary>
[Cmdlet(VerbsCommon.Remove, "GalleryShareAppCredential", DefaultParameterSetName = KeyIdSet, SupportsShouldProcess = true)]
[OutputType(typeof(bool))]
public sealed class RemoveGalleryShareAppCredentialCommand : ParallelCommand
{
    private const string KeyIdSet = "KeyId";
    private const string ExpiredSet = "Expired";
    private const string OlderSet = "Older";

    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId")]
    [ValidateGuid]
    public string ApplicationId { get; set; } = "";

    /// <summary>Home tenant (GUID) of the app; without it that of the sign-in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? AppTenantId { get; set; }

    /// <summary>Key ids (GUID) of the credentials.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KeyIdSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ValidateGuid]
    public string[] KeyId { get; set; } = [];

    /// <summary>Every credential that has ended.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExpiredSet)]
    public SwitchParameter Expired { get; set; }

    /// <summary>Every secret and certificate that is older than the newest one that works.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OlderSet)]
    public SwitchParameter OlderThanNewest { get; set; }

    /// <summary>Also the last one with which the app can sign in.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes true for each app whose credentials are gone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var which = ParameterSetName switch
        {
            ExpiredSet => CredentialChoice.Expired,
            OlderSet => CredentialChoice.Older,
            _ => CredentialChoice.Named,
        };
        var removal = new CredentialRemoval(ApplicationId, which)
        {
            AppTenantId = AppTenantId.OrNull(),
            KeyIds = KeyId,
            Force = Force,
        };
        var passThru = PassThru.IsPresent;
        yield return new Work(removal.ApplicationId, async (pipeline, cancellationToken) =>
        {
            await EngineLoader.Engine.ShareApps.RemoveCredentialAsync(removal, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteChangeAsync(true, planned: false);
        });
    }
}
