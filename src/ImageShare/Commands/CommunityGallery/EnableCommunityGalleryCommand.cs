using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Opens a gallery to everyone who has an Azure subscription.</summary>
[Cmdlet(VerbsLifecycle.Enable, "CommunityGallery", DefaultParameterSetName = NameSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CommunityGallery))]
public sealed class EnableCommunityGalleryCommand : GalleryCommand
{
    /// <summary>5 to 16 letters and digits with which the public name begins. Public.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PublicNamePrefix { get; set; }

    /// <summary>The publisher's website. Public.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PublisherUri { get; set; }

    /// <summary>The publisher's e-mail address for support. Public.</summary>
    [Parameter]
    [Alias("PublisherEmail")]
    [ValidateNotNullOrEmpty]
    public string? PublisherContact { get; set; }

    /// <summary>The licence agreement, or a link to it. Public.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Eula { get; set; }

    /// <summary>Under -WhatIf, writes the planned gallery.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var spec = new CommunityGallerySpec(Gallery)
        {
            PublicNamePrefix = PublicNamePrefix,
            PublisherUri = PublisherUri,
            PublisherContact = PublisherContact,
            Eula = Eula,
        };
        var planned = PassThru.IsPresent;
        yield return new Work(ResourceId ?? GalleryName!, async (pipeline, cancellationToken) => await pipeline.WriteChangeAsync(
            await EngineLoader.Engine.GallerySharing.EnableCommunityAsync(spec, pipeline, cancellationToken), planned));
    }
}
