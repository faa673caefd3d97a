using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Checks a gallery image against the public rules for images of Marketplace VM offers. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MarketplaceImage")]
[OutputType(typeof(MarketplaceImageCheck))]
public sealed class TestMarketplaceImageCommand : ImageShareCommand
{
    /// <summary>ARM id of an image version, or of a definition for its latest version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ImageVersionId")]
    [ValidateNotNullOrEmpty]
    public string ResourceId { get; set; } = "";

    /// <summary>Publisher id in Partner Center, to compare with the image definition's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Publisher { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new MarketplaceImageQuery { ResourceId = ResourceId, Publisher = Publisher };
        yield return new Work(ResourceId, (pipeline, cancellationToken) => pipeline.WriteAllAsync(
            EngineLoader.Engine.MarketplacePublishing.TestImageAsync(query, pipeline, cancellationToken)));
    }
}
