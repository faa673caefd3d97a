using System.Collections;
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
public sealed class NewSharedImageVMScaleSetCommand : ParallelCommand
{
    private const string ImageIdSet = "ImageId";
    private const string ImageSet = "Image";
    private const string HandoverSet = "Handover";

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

    /// <summary>The hand-over as Import-ImageShare gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>Name of the image, when the hand-over shares several.</summary>
    [Parameter(ParameterSetName = HandoverSet)]
    [ValidateNotNullOrEmpty]
    public string? ImageName { get; set; }

    /// <summary>Size of each machine; without it a small one that fits the image.</summary>
    [Parameter]
    [Alias("VMSize")]
    [ArgumentCompleter(typeof(SizeCompleter))]
    public string? Size { get; set; }

    /// <summary>Administrator account of a generalized image. With an SSH key, only the user name counts.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Public SSH key file to install.</summary>
    [Parameter]
    public string? SshKeyPath { get; set; }

    /// <summary>Makes an ed25519 key pair in the .ssh folder of your home.</summary>
    [Parameter]
    public SwitchParameter GenerateSshKey { get; set; }

    /// <summary>Virtual network to use or make; without it NAME-vnet.</summary>
    [Parameter]
    public string? VirtualNetworkName { get; set; }

    /// <summary>Subnet to use or make; without it default.</summary>
    [Parameter]
    public string? SubnetName { get; set; }

    /// <summary>ARM id of an existing subnet, in place of names.</summary>
    [Parameter]
    public string? SubnetId { get; set; }

    /// <summary>CIDR of a new virtual network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string AddressPrefix { get; set; } = "10.0.0.0/16";

    /// <summary>CIDR of a new subnet; without it the first /24 of the network.</summary>
    [Parameter]
    public string? SubnetAddressPrefix { get; set; }

    /// <summary>ARM id of a NAT gateway: the way out of a subnet that is made.</summary>
    [Parameter]
    public string? NatGatewayId { get; set; }

    /// <summary>Network security group to use or make; without it NAME-nsg.</summary>
    [Parameter]
    public string? SecurityGroupName { get; set; }

    /// <summary>TCP ports to open; none without it.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] OpenPorts { get; set; } = [];

    /// <summary>Availability zones to spread over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = [];

    /// <summary>Tags of everything that is made.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Gives the scale set an identity of its own.</summary>
    [Parameter]
    public SwitchParameter SystemAssignedIdentity { get; set; }

    /// <summary>ARM ids of user-assigned identities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] UserAssignedIdentity { get; set; } = [];

    /// <summary>Text that each machine finds at its first start, such as a cloud-init file; it is encoded here.</summary>
    [Parameter]
    public string? CustomData { get; set; }

    /// <summary>Accepts the Marketplace terms of the image's plan for the subscription.</summary>
    [Parameter]
    public SwitchParameter AcceptMarketplaceTerms { get; set; }

    /// <summary>Keeps what was made when a later step fails.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>Returns when Azure has accepted the scale set.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Works in the background; the scale set is a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Under -WhatIf, writes the planned scale set.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // As with Az, -NoWait wins: there is nothing to wait for in a job.
    private protected override bool RunsAsJob => AsJob && !NoWait;

    private protected override IEnumerable<Work> Process()
    {
        // The app of a hand-over signs in by itself when it brought, or was given, its credential.
        if (Handover?.Proof is null)
            RequireSignIn();
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

    private SharedImageVMSpec Machine() => new(Name, ResourceGroupName)
    {
        ImageId = ImageId,
        Image = Image,
        Handover = Handover,
        ImageName = ImageName,
        TenantId = TenantId.OrNull(),
        SubscriptionId = SubscriptionId.OrNull(),
        Location = Location.OrNull(),
        Size = Size.OrNull(),
        AdminUserName = Credential?.UserName,
        AdminPassword = Credential is { Password.Length: > 0 } ? Credential.Password : null,
        SshKeyPath = this.ExistingFileOrNull(SshKeyPath),
        GenerateSshKey = GenerateSshKey,
        VirtualNetworkName = VirtualNetworkName.OrNull(),
        SubnetName = SubnetName.OrNull(),
        SubnetId = SubnetId.OrNull(),
        AddressPrefix = AddressPrefix,
        SubnetAddressPrefix = SubnetAddressPrefix.OrNull(),
        NatGatewayId = NatGatewayId.OrNull(),
        SecurityGroupName = SecurityGroupName.OrNull(),
        OpenPorts = OpenPorts,
        Tags = Tag.Cast<DictionaryEntry>().ToDictionary(t => t.Key.ToString()!, t => t.Value?.ToString() ?? ""),
        SystemAssignedIdentity = SystemAssignedIdentity,
        UserAssignedIdentities = UserAssignedIdentity,
        CustomData = CustomData.OrNull(),
        AcceptMarketplaceTerms = AcceptMarketplaceTerms,
        KeepOnFailure = KeepOnFailure,
        NoWait = NoWait,
    };
}
