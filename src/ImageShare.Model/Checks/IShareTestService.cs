namespace ImageShare.Model;

/// <summary>Looks a share over before anything is built. Reads only.</summary>
public interface IShareTestService
{
    /// <summary>
    /// One result per check, always the same ones in the same order. What a sign-in at hand may not read is skipped, never an error; an
    /// exception is a share that is not understood, such as an id of nothing.
    /// </summary>
    Task<IReadOnlyList<ShareCheck>> TestAsync(ShareTestSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>What is to be tested: a hand-over, an app or an image, and where a VM of it is to be built.</summary>
public sealed record ShareTestSpec
{
    /// <summary>The hand-over; its app's credential is tried when it carries one.</summary>
    public Handover? Handover { get; init; }

    /// <summary>The app of the share.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>The image as an object.</summary>
    public GalleryImage? Image { get; init; }

    /// <summary>Id of the image, in one of the four shapes that <see cref="SharedImageVMSpec.ImageId"/> takes.</summary>
    public string? ImageId { get; init; }

    /// <summary>Name of the image to test when the hand-over shares several.</summary>
    public string? ImageName { get; init; }

    /// <summary>The consumer's tenant (GUID); null for the one that the hand-over, the app or a sign-in names.</summary>
    public string? TenantId { get; init; }

    /// <summary>The consumer's subscription (GUID); null for the sign-in's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group to build in; null to leave out what concerns it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Region to build in; null for the resource group's.</summary>
    public string? Location { get; init; }

    /// <summary>Size to build; null for the one that New-SharedImageVM would choose.</summary>
    public string? Size { get; init; }

    /// <summary>Standard, TrustedLaunch or ConfidentialVM; null for what the image needs.</summary>
    public string? SecurityType { get; init; }

    /// <summary>ARM id of the subnet to use; null when a network is to be made in the resource group.</summary>
    public string? SubnetId { get; init; }
}
