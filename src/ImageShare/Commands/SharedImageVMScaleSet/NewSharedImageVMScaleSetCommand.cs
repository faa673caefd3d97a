using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Builds a scale set from an image of another tenant, with the network it needs.</summary>
// Without a default set: PowerShell would take it for piped objects before it looks at their type.
[Cmdlet(VerbsCommon.New, "SharedImageVMScaleSet", SupportsShouldProcess = true)]
[OutputType(typeof(SharedImageVMScaleSet))]
public sealed class NewSharedImageVMScaleSetCommand : SharedImageMachineCommand
{
    /// <summary>Name of the scale set.</summary>
    // By position and name only: a piped image brings name, group and region of its own.
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("VMScaleSetName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Resource group to build in.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>Region; without it the resource group's.</summary>
    [Parameter(Position = 2)]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>How many machines.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int InstanceCount { get; set; } = 2;

    /// <summary>Uniform, or Flexible for an image of one's own.</summary>
    [Parameter]
    [ValidateSet("Uniform", "Flexible")]
    public string OrchestrationMode { get; set; } = "Uniform";

    /// <summary>How a new model reaches the machines of a Uniform scale set.</summary>
    [Parameter]
    [Alias("UpgradePolicy")]
    [ValidateSet("Manual", "Automatic")]
    public string UpgradePolicyMode { get; set; } = "Manual";

    /// <summary>The consumer's tenant (GUID) to build in; without it that of the hand-over or of the sign-in.</summary>
    [Parameter]
    [Alias("Tenant")]
    [ValidateGuid]
    public string? TenantId { get; set; }

    /// <summary>Subscription (GUID) to build in; without it that of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of an image definition or version, or an id of the form /SharedGalleries/... or /CommunityGalleries/....</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageIdSet)]
    [Alias("ImageReferenceId", "SharedGalleryImageId")]
    [ValidateNotNullOrEmpty]
    public string? ImageId { get; set; }

    /// <summary>The image as Get-GalleryImage, Get-SharedImage or Copy-SharedImage gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>Size of each machine; without it a small one that fits the image.</summary>
    [Parameter]
    [Alias("VMSize")]
    [ArgumentCompleter(typeof(SizeCompleter))]
    public string? Size { get; set; }

    /// <summary>Virtual network to use or make; without it NAME-vnet.</summary>
    [Parameter]
    public string? VirtualNetworkName { get; set; }

    /// <summary>Subnet to use or make; without it default.</summary>
    [Parameter]
    public string? SubnetName { get; set; }

    /// <summary>ARM id of an existing subnet, in place of names.</summary>
    [Parameter]
    public string? SubnetId { get; set; }

    /// <summary>ARM id of a NAT gateway: the way out of a subnet that is made.</summary>
    [Parameter]
    public string? NatGatewayId { get; set; }

    /// <summary>Network security group to use or make; without it NAME-nsg.</summary>
    [Parameter]
    public string? SecurityGroupName { get; set; }

    /// <summary>Availability zones to spread over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = [];

    private protected override IEnumerable<Work> Process()
    {
        RequireBuilder();
        var planned = PassThru.IsPresent;
        var spec = new SharedImageVMScaleSetSpec(Machine())
        {
            InstanceCount = InstanceCount,
            OrchestrationMode = OrchestrationMode,
            UpgradePolicy = UpgradePolicyMode,
            Zones = Zone,
        };
        yield return new Work($"{Name} in {ResourceGroupName}", async (pipeline, cancellationToken) =>
            await pipeline.WriteChangeAsync(
                await EngineLoader.Engine.ScaleSets.CreateAsync(spec, pipeline, cancellationToken), planned));
    }

    private SharedImageVMSpec Machine() => Machine(Name, ResourceGroupName) with
    {
        ImageId = ImageId,
        Image = Image,
        TenantId = TenantId.OrNull(),
        SubscriptionId = SubscriptionId.OrNull(),
        Location = Location.OrNull(),
        Size = Size.OrNull(),
        VirtualNetworkName = VirtualNetworkName.OrNull(),
        SubnetName = SubnetName.OrNull(),
        SubnetId = SubnetId.OrNull(),
        NatGatewayId = NatGatewayId.OrNull(),
        SecurityGroupName = SecurityGroupName.OrNull(),
    };
}
