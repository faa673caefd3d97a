using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets those who can read galleries: from outside, or everyone.</summary>
[Cmdlet(VerbsCommon.Get, "GalleryReader", DefaultParameterSetName = NameSet)]
[OutputType(typeof(GalleryReader))]
public sealed class GetGalleryReaderCommand : ImageShareCommand
{
    private const string NameSet = "Name";
    private const string ResourceIdSet = "ResourceId";
    private const string ImageSet = "Image";

    /// <summary>Resource group; without it every one.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Gallery, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 1, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GalleryCompleter))]
    public string? GalleryName { get; set; }

    /// <summary>Image definition of one gallery; without it whole galleries.</summary>
    [Parameter(Position = 2, ParameterSetName = NameSet)]
    [Alias("ImageName")]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Name { get; set; }

    /// <summary>Subscription (GUID) of the galleries.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of a gallery or an image definition.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>An image; its definition counts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>The publisher's own people, apps and groups, too.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new GalleryReaderQuery
        {
            ResourceId = Image?.ImageId ?? ResourceId,
            SubscriptionId = SubscriptionId.OrNull(),
            ResourceGroupName = ResourceGroupName.OrNull(),
            GalleryName = GalleryName.OrNull(),
            Name = Name.OrNull(),
            All = All,
        };
        yield return new Work(query.ResourceId ?? GalleryName ?? "galleries", (pipeline, cancellationToken) =>
            pipeline.WriteAllAsync(EngineLoader.Engine.Shares.GetReadersAsync(query, pipeline, cancellationToken)));
    }
}
