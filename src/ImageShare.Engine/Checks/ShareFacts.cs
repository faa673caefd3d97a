using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Everything that the checks are fed by, read once.</summary>
internal sealed record ShareFacts(ShareTestSpec Spec, ImageChoice? Choice, Parties Parties, DateTimeOffset Now)
{
    public required AppFacts App { get; init; }

    public required PublisherFacts Publisher { get; init; }

    public required ConsumerFacts Consumer { get; init; }

    /// <summary>The image definition, or the version when one is named; from the hand-over when nobody may read it.</summary>
    public required Fact<GalleryImage> Image { get; init; }

    /// <summary>The version that a VM would be built from.</summary>
    public required Fact<GalleryImage> Version { get; init; }

    /// <summary>Region (Azure's short name) to build in; null when none is known.</summary>
    public string? Location { get; init; }

    /// <summary>The gallery's id, for commands to paste.</summary>
    public string? GalleryId => Choice?.Reference is GalleryImageReference gallery ? gallery.Image.GalleryResourceId : null;

    /// <summary>The version, or what the hand-over says of it when nobody may read it.</summary>
    public GalleryImage? KnownVersion => Version.Value ?? (Image.Value is { ImageVersionId: not null } image ? image : null);

    /// <summary>The VM that is meant.</summary>
    public SharedImageVMSpec Machine => new("test", Spec.ResourceGroupName ?? "")
    {
        Size = Spec.Size,
        SecurityType = Spec.SecurityType,
    };

    /// <summary>The size that was asked for, else the one that would be chosen.</summary>
    public Fact<VirtualMachineSize> Size => Consumer.Sizes.Value is not { } offer ? Consumer.Sizes.As<VirtualMachineSize>()
        : Image.Value is not { } image ? Image.As<VirtualMachineSize>()
        : Spec.Size is { } name ? Find(offer, name)
        : Choose(Machine, image, offer);

    /// <summary>What to do about a size that will not do.</summary>
    public string OtherSize => Consumer.Sizes.Value is { } offer && Image.Value is { } image
        && Choose(Machine with { SecurityType = null }, image, offer).Value is { } other
        ? $"New-SharedImageVM -Size {other.Name}"
        : "Leave -Size out: New-SharedImageVM chooses one";

    /// <summary>True when the app signed in there.</summary>
    public bool IsAppIn(string? tenantId) =>
        Consumer.Builder.Value is { } builder && Parties.Same(builder.Context.Account, Parties.ApplicationId)
        && (Parties.Same(builder.TenantId, tenantId) || Parties.Same(Consumer.PublisherToken.Value?.TenantId, tenantId));

    /// <summary>The command that gives the builder its roles on a resource group.</summary>
    public string GrantBuilder(string subscriptionId, string resourceGroup)
    {
        var who = Parties.ApplicationId is { } app ? $"-ApplicationId {app}" : $"-ObjectId {Consumer.Builder.Value?.Context.ObjectId}";
        return $"Grant-SharedImageBuilder {who} -SubscriptionId {subscriptionId} -ResourceGroupName {resourceGroup}";
    }

    private Fact<VirtualMachineSize> Find(SizeOffer offer, string name) =>
        offer.Sizes.FirstOrDefault(size => Parties.Same(size.Name, name)) is { } size
            ? Fact.Of(size)
            : Fact.Refused<VirtualMachineSize>(
                new("SkuNotAvailable", ErrorKind.ResourceUnavailable, $"The region {offer.Location} has no size '{name}'.")
                {
                    Target = offer.Location,
                    Fix = OtherSize,
                    Who = Party.Consumer,
                });

    private static Fact<VirtualMachineSize> Choose(SharedImageVMSpec machine, GalleryImage image, SizeOffer offer)
    {
        try
        {
            return Fact.Of(SizeChooser.Choose(SizeNeeds.Of(machine, image), offer));
        }
        catch (ImageShareException refusal)
        {
            return Fact.Refused<VirtualMachineSize>(refusal);
        }
    }
}

/// <summary>The app, in its home tenant and in the other one.</summary>
internal sealed record AppFacts(Fact<GraphApplication> Application, Fact<GraphServicePrincipal> Principal)
{
    /// <summary>UTC; the last day that a credential of the app is good; null when none ends or none is known.</summary>
    public DateTimeOffset? EndsOn { get; init; }

    /// <summary>Kind of the credential, in words; null when it is not known.</summary>
    public string? Credential { get; init; }
}

/// <summary>What the publisher's sign-in sees.</summary>
/// <param name="Image">The image, read with that sign-in.</param>
/// <param name="ReaderRights">What the app's roles let it do with the image.</param>
/// <param name="Delegations">Delegations of the gallery's resource group.</param>
internal sealed record PublisherFacts(
    Fact<ImageAccess> Image, Fact<Rights> ReaderRights, Fact<IReadOnlyList<RegistrationAssignment>> Delegations);

/// <summary>What the builder's sign-in sees.</summary>
/// <param name="Builder">The sign-in, with a token of the consumer's tenant.</param>
/// <param name="Image">The image, read as Azure will when the VM is made.</param>
internal sealed record ConsumerFacts(Fact<Builder> Builder, Fact<ImageAccess> Image)
{
    /// <summary>Claims of a token of the publisher's tenant.</summary>
    public required Fact<TokenClaims> PublisherToken { get; init; }

    /// <summary>The resource group's region.</summary>
    public required Fact<string> GroupLocation { get; init; }

    public required Fact<Rights> GroupRights { get; init; }

    public required Fact<Rights> SubnetRights { get; init; }

    public required Fact<SizeOffer> Sizes { get; init; }

    /// <summary>The Marketplace terms of the image's plan.</summary>
    public required Fact<TermsState> Terms { get; init; }

    /// <summary>Registration state by resource provider.</summary>
    public required Fact<IReadOnlyDictionary<string, string>> Providers { get; init; }
}

/// <summary>Whether the subscription has accepted the terms of a plan.</summary>
internal sealed record TermsState(bool Accepted);
