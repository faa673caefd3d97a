using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Shares a gallery with all users of subscriptions or tenants, without app and without roles.</summary>
[Cmdlet(VerbsSecurity.Grant, "GalleryDirectAccess", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryDirectAccess))]
public sealed class GrantGalleryDirectAccessCommand : GalleryDirectAccessCommand
{
    /// <summary>Region in which to make the gallery, made for direct sharing, when it is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>Under -WhatIf, writes the planned access.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Check()
    {
        if (NamesNobody && Location is null)
        {
            throw new ImageShareException("ConsumerRequired", ErrorKind.InvalidArgument, "Nobody was named to share the gallery with.")
            {
                Fix = "Add -ConsumerSubscriptionId or -ConsumerTenantId.",
            };
        }
    }

    private protected override Work Change(string target, DirectAccessSpec spec)
    {
        var (planned, wanted) = (PassThru.IsPresent, spec with { Location = Location });
        return new Work(target, async (pipeline, cancellationToken) => await pipeline.WriteChangeAsync(
            await EngineLoader.Engine.GallerySharing.GrantDirectAsync(wanted, pipeline, cancellationToken), planned));
    }
}
