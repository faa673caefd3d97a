using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Gets the images of others that can be used from here: those of hand-overs, else those that Azure shows, over every way.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SharedImage", DefaultParameterSetName = AzureSet)]
[OutputType(typeof(GalleryImage))]
public sealed class GetSharedImageCommand : ImageShareCommand
{
    private const string AzureSet = "Azure";
    private const string HandoverSet = "Handover";
    private const string FileSet = "File";

    /// <summary>Image definition, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string? Name { get; set; }

    /// <summary>Gallery, wildcards allowed; without it every one.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GalleryCompleter))]
    public string? GalleryName { get; set; }

    /// <summary>Public names of community galleries to look in, too.</summary>
    [Parameter(ParameterSetName = AzureSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] PublicGalleryName { get; set; } = [];

    /// <summary>Version, wildcards allowed, or latest; without it the definitions.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [Alias("GalleryImageVersionName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Version { get; set; }

    /// <summary>Regions to build in: only images with a replica in one of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string[] Location { get; set; } = [];

    /// <summary>Subscription (GUID) of the gallery; without it every one.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Ways to look over; without it all of them, or only the community galleries that -PublicGalleryName names.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateSet("Lighthouse", "DirectShare", "OwnSubscription")]
    public SharedImageSource[] Source { get; set; } = [];

    /// <summary>The hand-over as Import-ImageShare gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>Hand-over files; no wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    private protected override IEnumerable<Work> Process()
    {
        if (Handover is not null)
            return [Of(Handover)];
        if (Path.Length > 0)
            return Path.Select(path => OfFile(this.FullPath(path)));

        RequireSignIn();
        var query = new SharedImageQuery
        {
            SubscriptionId = SubscriptionId.OrNull(),
            GalleryName = GalleryName.OrNull(),
            PublicGalleryNames = PublicGalleryName,
            Name = Name.OrNull(),
            Version = Version,
            Locations = Location,
        };
        // Who names a community gallery and nothing else means that one.
        if (Source.Length > 0 || PublicGalleryName.Length > 0)
            query = query with { Sources = Source };
        return [new Work("shared images", async (pipeline, cancellationToken) =>
        {
            await foreach (var image in EngineLoader.Engine.SharedImages.GetAsync(query, pipeline, cancellationToken))
                await pipeline.WriteObjectAsync(Shared(image));
        })];
    }

    private Work OfFile(string path)
    {
        var isWanted = Filter();
        return new Work(path, async (pipeline, cancellationToken) => await WriteAsync(
            await EngineLoader.Engine.Handovers.ReadAsync(new HandoverReadOptions(path), pipeline, cancellationToken), isWanted, pipeline));
    }

    private Work Of(Handover handover)
    {
        var isWanted = Filter();
        return new Work(handover.ToString(), (pipeline, _) => WriteAsync(handover, isWanted, pipeline));
    }

    private static async Task WriteAsync(Handover handover, Func<GalleryImage, bool> isWanted, IPipeline pipeline)
    {
        foreach (var image in handover.Images.Where(isWanted))
            await pipeline.WriteObjectAsync(Shared(image with { Source = SharedImageSource.Handover }));
    }

    // By this name, the table shows the way in place of the resource group.
    private static PSObject Shared(GalleryImage image)
    {
        var shared = PSObject.AsPSObject(image);
        shared.TypeNames.Insert(0, "ImageShare.Model.GalleryImage#Shared");
        return shared;
    }

    // A file that does not tell the regions hides no image.
    private Func<GalleryImage, bool> Filter()
    {
        var (pattern, locations) = (WildcardPattern.Get(Name.OrNull() ?? "*", WildcardOptions.IgnoreCase), Location);
        return image => pattern.IsMatch(image.Name) && (locations.Length == 0 || image.Regions.Count == 0
            || image.Regions.Intersect(locations, StringComparer.OrdinalIgnoreCase).Any());
    }
}
