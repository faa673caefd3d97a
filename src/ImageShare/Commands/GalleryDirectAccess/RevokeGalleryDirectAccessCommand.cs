using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Takes direct access to a gallery back from subscriptions or tenants.</summary>
[Cmdlet(VerbsSecurity.Revoke, "GalleryDirectAccess", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryDirectAccess))]
public sealed class RevokeGalleryDirectAccessCommand : GalleryDirectAccessCommand
{
    /// <summary>Takes it back from everybody and makes the gallery private, for good.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>With -All, does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the access that is left.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Check()
    {
        if (NamesNobody != All)
        {
            throw new ImageShareException("ConsumerRequired", ErrorKind.InvalidArgument,
                All ? "-All takes access back from everybody: name nobody with it." : "Nobody was named to take access back from.")
            {
                Fix = "Give -ConsumerSubscriptionId or -ConsumerTenantId, or -All.",
            };
        }
    }

    private protected override Work Change(string target, DirectAccessSpec spec)
    {
        var (passThru, wanted) = (PassThru.IsPresent, spec with { All = All });
        return new Work(target, async (pipeline, cancellationToken) =>
        {
            var left = await EngineLoader.Engine.GallerySharing.RevokeDirectAsync(wanted, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteObjectAsync(left);
        });
    }
}
