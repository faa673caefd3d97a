namespace ImageShare.Model;

/// <summary>Gives roles. All are idempotent; what <see cref="ICaller.ShouldProcessAsync"/> refuses is planned only.</summary>
public interface IAccessService
{
    /// <summary>Lets a principal read images; one result per gallery (or image) and role. Ends when each assignment is listed.</summary>
    IAsyncEnumerable<GalleryReader> GrantReaderAsync(ReaderGrantSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Lets a principal build VMs in a resource group; one result per role. Ends when each assignment is listed.</summary>
    IAsyncEnumerable<SharedImageBuilder> GrantBuilderAsync(BuilderGrantSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Who gets to read what.</summary>
public sealed record ReaderGrantSpec
{
    /// <summary>The app to grant; else <see cref="ObjectId"/>, <see cref="ApplicationId"/> or <see cref="SignInName"/>.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>Microsoft's two principals that read the gallery when a Marketplace offer is published.</summary>
    public bool MarketplacePublishing { get; init; }

    /// <summary>User principal name or mail address of a user or guest of the publisher's tenant.</summary>
    public string? SignInName { get; init; }

    /// <summary>Invites who is not there as a guest, and sends the invitation of a pending guest again.</summary>
    public bool Invite { get; init; }

    /// <summary>https page that a guest sees after accepting; null for a page of Microsoft's.</summary>
    public Uri? InviteRedirectUri { get; init; }

    /// <summary>The consumer's name, for readers that are no share app of ours.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer, likewise.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>Object id (GUID) of a user, group, service principal or managed identity of the publisher's tenant.</summary>
    public string? ObjectId { get; init; }

    /// <summary>User, Group or ServicePrincipal; null to look it up.</summary>
    public string? ObjectType { get; init; }

    /// <summary>Application id (GUID) of an app that has a service principal in the publisher's tenant.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>ARM ids of galleries or image definitions; empty for the galleries of the images.</summary>
    public IReadOnlyList<string> ResourceIds { get; init; } = [];

    /// <summary>Images that are shared; when only scopes are given, the images in them.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init; } = [];

    /// <summary>Names or ids (GUID) of the role.</summary>
    public string RoleDefinitionName { get; init; } = "Compute Gallery Image Reader";

    /// <summary>The reader's own credential, when at hand: then access is verified by reading an image with it.</summary>
    public ImageShareContext? ReaderContext { get; init; }
}

/// <summary>Who gets to build where.</summary>
public sealed record BuilderGrantSpec
{
    /// <summary>The app, with its service principal in the consumer's tenant; else <see cref="ObjectId"/> or <see cref="ApplicationId"/>.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>Object id (GUID) of a principal of the consumer's tenant.</summary>
    public string? ObjectId { get; init; }

    /// <summary>User, Group or ServicePrincipal; null to look it up.</summary>
    public string? ObjectType { get; init; }

    /// <summary>Application id (GUID) of an app that has a service principal in the consumer's tenant.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group to build in.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Names or ids (GUID) of the roles.</summary>
    public IReadOnlyList<string> RoleDefinitionNames { get; init; } = ["Virtual Machine Contributor", "Network Contributor"];
}
