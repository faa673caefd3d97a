using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets image definitions, or with -Version the versions, of galleries.</summary>
[Cmdlet(VerbsCommon.Get, "GalleryImage", DefaultParameterSetName = NameSet)]
[OutputType(typeof(GalleryImage))]
public sealed class GetGalleryImageCommand : ImageShareCommand
{
    private const string NameSet = "Name";
    private const string ResourceIdSet = "ResourceId";

    /// <summary>Resource group; without it every one.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Gallery; without it every one.</summary>
    [Parameter(Position = 1, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(GalleryCompleter))]
    public string? GalleryName { get; set; }

    /// <summary>Image definition, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 2, ParameterSetName = NameSet)]
    [Alias("GalleryImageDefinitionName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Name { get; set; }

    /// <summary>Subscription (GUID); without it that of the sign-in.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of a gallery, an image definition or an image version.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>Version, wildcards allowed, or latest; without it the definitions.</summary>
    [Parameter]
    [Alias("GalleryImageVersionName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Version { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new GalleryImageQuery
        {
            ResourceId = ResourceId,
            SubscriptionId = SubscriptionId,
            ResourceGroupName = ResourceGroupName,
            GalleryName = GalleryName,
            Name = Name,
            Version = Version,
        };
        yield return new Work(
            ResourceId ?? $"gallery {GalleryName ?? "*"}",
            (pipeline, cancellationToken) =>
                pipeline.WriteAllAsync(EngineLoader.Engine.Galleries.GetImagesAsync(query, pipeline, cancellationToken)));
    }
}
