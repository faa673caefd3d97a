using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gives a share app one more credential; those it has stay good. What comes out is ready for a new hand-over.</summary>
[Cmdlet(VerbsCommon.New, "GalleryShareAppCredential", DefaultParameterSetName = SecretSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryShareApp))]
public sealed class NewGalleryShareAppCredentialCommand : AppCredentialCommand
{
    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId")]
    [ValidateGuid]
    public string ApplicationId { get; set; } = "";

    /// <summary>Home tenant (GUID) of the app; without it that of the sign-in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? AppTenantId { get; set; }

    /// <summary>Images of the new hand-over; without them those that the app may read.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Images")]
    public GalleryImage[] Image { get; set; } = [];

    /// <summary>Under -WhatIf, writes the planned app.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var addition = new CredentialAddition(ApplicationId, Credential()) { AppTenantId = AppTenantId.OrNull(), Images = Image };
        yield return new Work(addition.ApplicationId, async (pipeline, cancellationToken) =>
        {
            var app = await EngineLoader.Engine.ShareApps.AddCredentialAsync(addition, pipeline, cancellationToken);
            await pipeline.WriteChangeAsync(app, planned);
        });
    }
}
