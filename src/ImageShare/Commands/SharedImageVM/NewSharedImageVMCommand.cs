using System.Collections;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Builds VMs from an image of another tenant, with the network they need.</summary>
// Without a default set: PowerShell would take it for piped objects before it looks at their type.
[Cmdlet(VerbsCommon.New, "SharedImageVM", SupportsShouldProcess = true)]
[OutputType(typeof(SharedImageVM))]
public sealed class NewSharedImageVMCommand : ParallelCommand
{
    private const string ImageIdSet = "ImageId";
    private const string ImageSet = "Image";
    private const string HandoverSet = "Handover";
    private const string MarketplaceSet = "Marketplace";

    // VMs of one command share what they can: the reads, and a network that several of them name.
    private readonly SharedImageVMBatch _batch = new();

    private DelegationRelease? _release;

    /// <summary>Name of the VM; several names make several VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("VMName")]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>How many VMs to make: NAME-1, NAME-2 and so on, in one network of their own.</summary>
    [Parameter]
    [ValidateRange(1, 250)]
    public int Count { get; set; }

    /// <summary>Resource group to build in.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>Region; without it the resource group's.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>The consumer's tenant (GUID) to build in; without it that of the hand-over or of the sign-in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tenant")]
    [ValidateGuid]
    public string? TenantId { get; set; }

    /// <summary>Subscription (GUID) to build in; without it that of the sign-in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of an image definition or version, or an id of the form /SharedGalleries/... or /CommunityGalleries/....</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageReferenceId", "SharedGalleryImageId")]
    [ValidateNotNullOrEmpty]
    public string? ImageId { get; set; }

    /// <summary>The image as Get-GalleryImage gave it.</summary>
    // Also in the set of its id, which a piped image has as a property: so it is seen whichever set PowerShell chooses.
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [Parameter(DontShow = true, ParameterSetName = ImageIdSet, ValueFromPipeline = true)]
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

    /// <summary>Publisher id of a Marketplace image.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MarketplaceSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PublisherName")]
    [ValidateNotNullOrEmpty]
    public string? Publisher { get; set; }

    /// <summary>Offer id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MarketplaceSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Offer { get; set; }

    /// <summary>SKU; of most offers the plan's id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MarketplaceSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Skus")]
    [ValidateNotNullOrEmpty]
    public string? Sku { get; set; }

    /// <summary>Version (Major.Minor.Patch), or latest.</summary>
    [Parameter(ParameterSetName = MarketplaceSet)]
    [ValidatePattern(@"^(latest|\d+\.\d+\.\d+)$")]
    public string Version { get; set; } = "latest";

    /// <summary>Size; without it a small one that fits the image.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? VirtualNetworkName { get; set; }

    /// <summary>Subnet to use or make; without it default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SubnetName { get; set; }

    /// <summary>ARM id of an existing subnet, in place of names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SubnetId { get; set; }

    /// <summary>CIDR of a new virtual network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AddressPrefix { get; set; }

    /// <summary>CIDR of a new subnet; without it the first /24 of the network.</summary>
    [Parameter]
    public string? SubnetAddressPrefix { get; set; }

    /// <summary>
    /// ARM id of a NAT gateway: the way out of a subnet that is made. The VM then gets no public IP address unless one is named.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NatGatewayId { get; set; }

    /// <summary>Public IP address to use or make; without it NAME-ip with a new network, none otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PublicIpAddressName { get; set; }

    /// <summary>No public IP address at all.</summary>
    [Parameter]
    public SwitchParameter NoPublicIp { get; set; }

    /// <summary>Network security group to use or make; without it NAME-nsg.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SecurityGroupName { get; set; }

    /// <summary>TCP ports to open to the world; none without it.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] OpenPorts { get; set; } = [];

    /// <summary>Availability zone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Zone { get; set; }

    /// <summary>Tags of everything that is made.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Accepts the terms of a community gallery's publisher without a question.</summary>
    [Parameter]
    public SwitchParameter AcceptCommunityTerms { get; set; }

    /// <summary>Gives the VM an identity of its own.</summary>
    [Parameter]
    public SwitchParameter SystemAssignedIdentity { get; set; }

    /// <summary>ARM ids of user-assigned identities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] UserAssignedIdentity { get; set; } = [];

    /// <summary>Text that the VM finds at its first start, such as a cloud-init file; it is encoded here.</summary>
    [Parameter]
    public string? CustomData { get; set; }

    /// <summary>Sizes of empty data disks, in GiB.</summary>
    [Parameter]
    [ValidateRange(1, 32767)]
    public int[] DataDiskSizeInGb { get; set; } = [];

    /// <summary>Size of the system disk, in GiB; without it the image's.</summary>
    [Parameter]
    [ValidateRange(1, 4095)]
    public int? OSDiskSizeInGb { get; set; }

    /// <summary>Storage of the disks; without it Azure's choice for the size.</summary>
    [Parameter]
    [ValidateSet("Standard_LRS", "StandardSSD_LRS", "StandardSSD_ZRS", "Premium_LRS", "Premium_ZRS")]
    public string? StorageAccountType { get; set; }

    /// <summary>Spot takes spare capacity at a lower price; Azure may deallocate the VM at any time.</summary>
    [Parameter]
    [ValidateSet("Regular", "Spot")]
    public string Priority { get; set; } = "Regular";

    /// <summary>Licence that you bring: Windows_Server, Windows_Client, RHEL_BYOS, SLES_BYOS, ....</summary>
    [Parameter]
    public string? LicenseType { get; set; }

    /// <summary>Security type; without it what the image needs.</summary>
    [Parameter]
    [ValidateSet("Standard", "TrustedLaunch", "ConfidentialVM")]
    public string? SecurityType { get; set; }

    /// <summary>Accepts the Marketplace terms of the image's plan for the subscription.</summary>
    [Parameter]
    public SwitchParameter AcceptMarketplaceTerms { get; set; }

    /// <summary>Keeps what was made when a later step fails.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>Returns when Azure has accepted the VM.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Works in the background; each VM is a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>
    /// When every VM is built, removes the Azure Lighthouse delegation that made the image readable. Refused, before anything is made,
    /// while the
    /// delegation serves other principals or images, unless -Force.
    /// </summary>
    [Parameter]
    public SwitchParameter RemoveDelegation { get; set; }

    /// <summary>Removes the delegation without a question, and though others lose access.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Under -WhatIf, writes the planned VM.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // As with Az, -NoWait wins: there is nothing to wait for in a job.
    private protected override bool RunsAsJob => AsJob && !NoWait;

    private protected override IEnumerable<Work> Process()
    {
        // The app of a hand-over signs in by itself when it brought, or was given, its credential.
        if (Handover?.Proof is null)
            RequireSignIn();
        if (ImageIsPiped && !(OnCommandLine(nameof(Name)) && OnCommandLine(nameof(ResourceGroupName))))
            throw NotOfTheImage();
        if (RemoveDelegation && (AsJob || NoWait))
        {
            throw new ImageShareException(
                "RemoveDelegationMustWait", ErrorKind.InvalidArgument, "-RemoveDelegation goes with neither -AsJob nor -NoWait.")
            {
                Reason = "The delegation may only go when every VM is built.",
            };
        }

        if (Count > 0 && Name.Length > 1)
            throw OneNameForMany();
        if ((Count > 1 || Name.Length > 1) && PublicIpAddressName.OrNull() is { } address)
            throw OneAddressForMany(address);
        for (var i = 1; i <= Count; i++)
            yield return Create(Spec($"{Name[0]}-{i}") with { SharedName = Name[0] });
        foreach (var name in Count > 0 ? [] : Name)
            yield return Create(Spec(name));
    }

    // One delegation may serve all of them: it goes last, and stays when one VM was not built.
    private protected override IEnumerable<Work> End()
    {
        if (_release is { IsDue: true } release)
            yield return new Work("delegation", release.RemoveAsync);
    }

    // A piped image brings name, resource group, region and subscription of its own as properties; the VM's are other ones.
    private bool ImageIsPiped => Image is not null && !OnCommandLine(nameof(Image));

    private Work Create(SharedImageVMSpec spec)
    {
        var (planned, release) = (PassThru.IsPresent, RemoveDelegation ? _release ??= new DelegationRelease(Force) : null);
        return new Work($"{spec.Name} in {spec.ResourceGroupName}", async (pipeline, cancellationToken) =>
        {
            if (release is not null)
                await release.CheckAsync(spec, pipeline, cancellationToken);
            var vm = await EngineLoader.Engine.Machines.CreateAsync(spec, pipeline, cancellationToken);
            release?.Built(vm);
            await pipeline.WriteChangeAsync(vm, planned);
        });
    }

    private SharedImageVMSpec Spec(string name)
    {
        var spec = new SharedImageVMSpec(name, ResourceGroupName)
        {
            ImageId = Own(ImageId, nameof(ImageId)),
            Image = Image,
            Handover = Handover,
            Marketplace = ParameterSetName == MarketplaceSet ? new(Publisher!, Offer!, Sku!, Version) : null,
            ImageName = ImageName,
            TenantId = Own(TenantId, nameof(TenantId)),
            SubscriptionId = Own(SubscriptionId, nameof(SubscriptionId)),
            Location = Own(Location, nameof(Location)),
            Size = Size.OrNull(),
            AdminUserName = Credential?.UserName,
            AdminPassword = Credential is { Password.Length: > 0 } ? Credential.Password : null,
            SshKeyPath = this.ExistingFileOrNull(SshKeyPath),
            GenerateSshKey = GenerateSshKey,
            VirtualNetworkName = VirtualNetworkName.OrNull(),
            SubnetName = SubnetName.OrNull(),
            SubnetId = SubnetId.OrNull(),
            SubnetAddressPrefix = SubnetAddressPrefix,
            PublicIpAddressName = PublicIpAddressName.OrNull(),
            NatGatewayId = NatGatewayId.OrNull(),
            NoPublicIp = NoPublicIp,
            SecurityGroupName = SecurityGroupName.OrNull(),
            OpenPorts = OpenPorts,
            Zone = Zone.OrNull(),
            Tags = Tag.Cast<DictionaryEntry>().ToDictionary(t => t.Key.ToString()!, t => t.Value?.ToString() ?? ""),
            AcceptCommunityTerms = AcceptCommunityTerms,
            SystemAssignedIdentity = SystemAssignedIdentity,
            UserAssignedIdentities = UserAssignedIdentity,
            CustomData = CustomData.OrNull(),
            DataDiskSizesInGb = DataDiskSizeInGb,
            OSDiskSizeInGb = OSDiskSizeInGb,
            StorageAccountType = StorageAccountType.OrNull(),
            Spot = "Spot".Equals(Priority, StringComparison.OrdinalIgnoreCase),
            LicenseType = LicenseType.OrNull(),
            SecurityType = SecurityType.OrNull(),
            AcceptMarketplaceTerms = AcceptMarketplaceTerms,
            Batch = _batch,
            KeepOnFailure = KeepOnFailure,
            NoWait = NoWait,
        };
        return AddressPrefix is null ? spec : spec with { AddressPrefix = AddressPrefix };
    }

    private string? Own(string? value, string parameter) => ImageIsPiped && !OnCommandLine(parameter) ? null : value.OrNull();

    private static ImageShareException OneNameForMany() =>
        new("CountNeedsOneName", ErrorKind.InvalidArgument, "-Count makes the names itself, from one name.")
        {
            Fix = "Give one -Name with -Count, or several names without it.",
        };

    private static ImageShareException OneAddressForMany(string name) =>
        new("PublicIpAddressNotShared", ErrorKind.InvalidArgument, "One public IP address cannot serve several VMs.")
        {
            Target = name,
            Fix = "Leave -PublicIpAddressName out: each VM then gets an address of its own; or add -NoPublicIp.",
        };

    private static ImageShareException NotOfTheImage() =>
        new("VMNameRequired", ErrorKind.InvalidArgument, "An image does not say what the VM is called, nor where it goes.")
        {
            Fix = "New-SharedImageVM -Name NAME -ResourceGroupName GROUP",
        };
}
