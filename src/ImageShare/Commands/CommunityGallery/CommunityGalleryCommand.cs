using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>What Enable- and Disable-CommunityGallery have in common: a gallery.</summary>
public abstract class CommunityGalleryCommand : ImageShareCommand
{
    private protected const string NameSet = "Name";
    private protected const string ResourceIdSet = "ResourceId";

    /// <summary>Resource group of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>Name of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? GalleryName { get; set; }

    /// <summary>Subscription (GUID) of the gallery; without it that of the sign-in.</summary>
    [Parameter(ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of the gallery.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var gallery = new GallerySpec
        {
            ResourceId = ResourceId,
            SubscriptionId = SubscriptionId.OrNull(),
            ResourceGroupName = ResourceGroupName,
            GalleryName = GalleryName,
        };
        yield return Change(ResourceId ?? GalleryName!, gallery);
    }

    private protected abstract Work Change(string target, GallerySpec gallery);
}
