using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>A cmdlet about a whole gallery, by its names or by its id.</summary>
public abstract class GalleryCommand : ImageShareCommand
{
    private protected const string NameSet = "Name";
    private protected const string ResourceIdSet = "ResourceId";

    /// <summary>Resource group of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Name of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GalleryCompleter))]
    public string? GalleryName { get; set; }

    /// <summary>Subscription (GUID) of the gallery; without it that of the sign-in.</summary>
    [Parameter(ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of the gallery, or of an image in it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    private protected GallerySpec Gallery => new()
    {
        ResourceId = ResourceId,
        SubscriptionId = SubscriptionId.OrNull(),
        ResourceGroupName = ResourceGroupName,
        GalleryName = GalleryName,
    };
}
