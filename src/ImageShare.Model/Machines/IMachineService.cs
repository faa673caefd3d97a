using System.Security;

namespace ImageShare.Model;

/// <summary>Builds VMs from shared images.</summary>
public interface IMachineService
{
    /// <summary>
    /// Makes the VM and what it lacks around it, re-using what is there; asks <see cref="ICaller.ShouldProcessAsync"/> for each resource.
    /// On failure removes what this run made, unless <see cref="SharedImageVMSpec.KeepOnFailure"/>.
    /// </summary>
    Task<SharedImageVM> CreateAsync(SharedImageVMSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>A VM to make.</summary>
/// <param name="Name">Name of the VM.</param>
/// <param name="ResourceGroupName">Resource group to make it in.</param>
public sealed record SharedImageVMSpec(string Name, string ResourceGroupName)
{
    /// <summary>
    /// Image to build from, one of four shapes: ARM id of a definition or version, /SharedGalleries/..., /CommunityGalleries/....
    /// Null when the hand-over names exactly one image.
    /// </summary>
    public string? ImageId { get; init; }

    /// <summary>The image as an object, with what is already known of it.</summary>
    public GalleryImage? Image { get; init; }

    /// <summary>Image of Azure Marketplace, in place of one of a gallery.</summary>
    public MarketplaceImage? Marketplace { get; init; }

    /// <summary>The hand-over; its app's credential builds the VM when it carries one.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Name of the image to take when the hand-over shares several.</summary>
    public string? ImageName { get; init; }

    /// <summary>The consumer's tenant (GUID) to build in; null for the one that the hand-over or the sign-in names.</summary>
    public string? TenantId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Region; null for the resource group's.</summary>
    public string? Location { get; init; }

    /// <summary>Size; null for a small one that fits the image.</summary>
    public string? Size { get; init; }

    /// <summary>Administrator account of a generalized image; null for azureuser.</summary>
    public string? AdminUserName { get; init; }

    /// <summary>Administrator password.</summary>
    public SecureString? AdminPassword { get; init; }

    /// <summary>Public SSH key file to install.</summary>
    public string? SshKeyPath { get; init; }

    /// <summary>Makes an ed25519 key pair in the user's .ssh folder.</summary>
    public bool GenerateSshKey { get; init; }

    /// <summary>Name before -vnet and -nsg when VMs share them; null for the VM's own name.</summary>
    public string? SharedName { get; init; }

    /// <summary>Virtual network to use or make; null for NAME-vnet.</summary>
    public string? VirtualNetworkName { get; init; }

    /// <summary>Subnet to use or make; null for default.</summary>
    public string? SubnetName { get; init; }

    /// <summary>ARM id of an existing subnet, in place of names.</summary>
    public string? SubnetId { get; init; }

    /// <summary>CIDR of a new virtual network.</summary>
    public string AddressPrefix { get; init; } = "10.0.0.0/16";

    /// <summary>CIDR of a new subnet; null for the first /24 of the network.</summary>
    public string? SubnetAddressPrefix { get; init; }

    /// <summary>Public IP address to use or make; null for NAME-ip with a new network without NAT gateway, none otherwise.</summary>
    public string? PublicIpAddressName { get; init; }

    /// <summary>ARM id of a NAT gateway that gives a new subnet its way out.</summary>
    public string? NatGatewayId { get; init; }

    /// <summary>No public IP address at all.</summary>
    public bool NoPublicIp { get; init; }

    /// <summary>Network security group to use or make; null for NAME-nsg.</summary>
    public string? SecurityGroupName { get; init; }

    /// <summary>TCP ports to open to the world; none by default.</summary>
    public IReadOnlyList<int> OpenPorts { get; init; } = [];

    /// <summary>Availability zone.</summary>
    public string? Zone { get; init; }

    /// <summary>Tags of everything that is made.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The terms of a community gallery's publisher are accepted: nobody is asked.</summary>
    public bool AcceptCommunityTerms { get; init; }

    /// <summary>Gives the VM an identity of its own.</summary>
    public bool SystemAssignedIdentity { get; init; }

    /// <summary>ARM ids of user-assigned identities.</summary>
    public IReadOnlyList<string> UserAssignedIdentities { get; init; } = [];

    /// <summary>Text that the VM finds at its first start, such as a cloud-init file; not encoded.</summary>
    public string? CustomData { get; init; }

    /// <summary>Sizes of empty data disks, in GiB.</summary>
    public IReadOnlyList<int> DataDiskSizesInGb { get; init; } = [];

    /// <summary>Size of the operating system's disk, in GiB; null for the image's.</summary>
    public int? OSDiskSizeInGb { get; init; }

    /// <summary>Storage of the disks: Standard_LRS, StandardSSD_LRS, Premium_LRS, ...; null for Azure's choice.</summary>
    public string? StorageAccountType { get; init; }

    /// <summary>Spare capacity at a lower price, which Azure may take back at any time: the VM is then deallocated.</summary>
    public bool Spot { get; init; }

    /// <summary>Licence that is brought along: Windows_Server, Windows_Client, RHEL_BYOS, SLES_BYOS, ....</summary>
    public string? LicenseType { get; init; }

    /// <summary>Standard, TrustedLaunch or ConfidentialVM; null for what the image needs.</summary>
    public string? SecurityType { get; init; }

    /// <summary>Accepts the Marketplace terms of the image's plan for the subscription.</summary>
    public bool AcceptMarketplaceTerms { get; init; }

    /// <summary>The command that makes this VM with others; null for a VM alone.</summary>
    public SharedImageVMBatch? Batch { get; init; }

    /// <summary>Keeps what was made when a later step fails.</summary>
    public bool KeepOnFailure { get; init; }

    /// <summary>Returns when Azure has accepted the VM.</summary>
    public bool NoWait { get; init; }
}

/// <summary>VMs that one command makes: what they have in common is read, asked and made once.</summary>
public sealed class SharedImageVMBatch;

/// <summary>An image of Azure Marketplace.</summary>
/// <param name="Publisher">Publisher id.</param>
/// <param name="Offer">Offer id.</param>
/// <param name="Sku">SKU.</param>
/// <param name="Version">Major.Minor.Patch, or latest.</param>
public sealed record MarketplaceImage(string Publisher, string Offer, string Sku, string Version)
{
    /// <inheritdoc />
    public override string ToString() => $"{Publisher}:{Offer}:{Sku}:{Version}";
}
