using System.Collections;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Copies an image version of another tenant into a gallery of one's own; VMs of the copy need nothing of the publisher.</summary>
// Without a default set: PowerShell would take it for piped objects before it looks at their type.
[Cmdlet(VerbsCommon.Copy, "SharedImage", SupportsShouldProcess = true)]
[OutputType(typeof(GalleryImage))]
public sealed class CopySharedImageCommand : ParallelCommand
{
    private const string ImageIdSet = "ImageId";
    private const string ImageSet = "Image";
    private const string HandoverSet = "Handover";

    /// <summary>Gallery to copy to; made when it is not there.</summary>
    // By position and name only: a piped image brings gallery, group and region of its own.
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GalleryCompleter))]
    public string GalleryName { get; set; } = "";

    /// <summary>Resource group of that gallery.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>ARM id of the image version to copy, or of a definition for its latest version.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageIdSet)]
    [Alias("ImageReferenceId")]
    [ValidateNotNullOrEmpty]
    public string? ImageId { get; set; }

    /// <summary>The image as Get-GalleryImage or Get-SharedImage gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>The hand-over as Import-ImageShare gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>Name of the image, when the hand-over shares several.</summary>
    [Parameter(ParameterSetName = HandoverSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HandoverImageCompleter))]
    public string? ImageName { get; set; }

    /// <summary>Image definition to copy to; without it that of the source's name. Made when it is not there.</summary>
    [Parameter]
    [Alias("GalleryImageDefinitionName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Name { get; set; }

    /// <summary>Number of the copy; without it the source's.</summary>
    [Parameter]
    [Alias("GalleryImageVersionName")]
    [ValidateNotNullOrEmpty]
    public string? Version { get; set; }

    /// <summary>Publisher that a new definition names; without it the source's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Publisher { get; set; }

    /// <summary>Offer that a new definition names; without it the source's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Offer { get; set; }

    /// <summary>SKU that a new definition names; without it the source's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Sku { get; set; }

    /// <summary>Region in which the copy is made; without it the first of those wanted in which the source has a replica.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>Regions that the copy is replicated to; without it the gallery's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string[] TargetRegion { get; set; } = [];

    /// <summary>Replicas in each region; without it 1.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ReplicaCount { get; set; }

    /// <summary>Kind of storage of the replicas; without it Azure's default.</summary>
    [Parameter]
    [ValidateSet("Standard_LRS", "Standard_ZRS", "Premium_LRS")]
    public string? StorageAccountType { get; set; }

    /// <summary>Keeps the copy out of what latest means.</summary>
    [Parameter]
    [Alias("PublishingProfileExcludeFromLatest")]
    public SwitchParameter ExcludeFromLatest { get; set; }

    /// <summary>End of life of the copy; informational only.</summary>
    [Parameter]
    [Alias("PublishingProfileEndOfLifeDate")]
    public DateTimeOffset? EndOfLifeDate { get; set; }

    /// <summary>The consumer's tenant (GUID); without it that of the hand-over or of the sign-in.</summary>
    [Parameter]
    [Alias("Tenant")]
    [ValidateGuid]
    public string? TenantId { get; set; }

    /// <summary>Subscription (GUID) of the gallery to copy to; without it that of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Tags of everything that is made.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Returns when Azure has accepted the copy.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Works in the background; each copy is a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Under -WhatIf, writes the planned copy.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // As with Az, -NoWait wins: there is nothing to wait for in a job.
    private protected override bool RunsAsJob => AsJob && !NoWait;

    private protected override IEnumerable<Work> Process()
    {
        // The app of a hand-over signs in by itself when it brought, or was given, its credential.
        if (Handover?.Proof is null)
            RequireSignIn();
        var (spec, planned) = (Spec(), PassThru.IsPresent);
        yield return new Work(
            $"{spec.ImageId ?? spec.Image?.Id ?? $"{spec.Handover}"} to {GalleryName}",
            async (pipeline, cancellationToken) => await pipeline.WriteChangeAsync(
                await EngineLoader.Engine.ImageCopies.CopyAsync(spec, pipeline, cancellationToken), planned));
    }

    private ImageCopySpec Spec() => new(ResourceGroupName, GalleryName)
    {
        ImageId = ImageId,
        Image = Image,
        Handover = Handover,
        ImageName = ImageName,
        Name = Name,
        Version = Version,
        Publisher = Publisher,
        Offer = Offer,
        Sku = Sku,
        Location = Location.OrNull(),
        TargetRegions = TargetRegion,
        ReplicaCount = ReplicaCount == 0 ? null : ReplicaCount,
        StorageAccountType = StorageAccountType,
        ExcludeFromLatest = ExcludeFromLatest,
        EndOfLifeDate = EndOfLifeDate,
        TenantId = TenantId.OrNull(),
        SubscriptionId = SubscriptionId.OrNull(),
        Tags = Tag.ToTags(),
        NoWait = NoWait,
    };
}
