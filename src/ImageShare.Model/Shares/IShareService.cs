namespace ImageShare.Model;

/// <summary>The publisher's view of what is shared: who reads, and how to take it back.</summary>
public interface IShareService
{
    /// <summary>Who may read galleries or an image definition; one result per gallery, principal and role.</summary>
    IAsyncEnumerable<GalleryReader> GetReadersAsync(GalleryReaderQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Takes roles that let a principal read. Gone already is success.</summary>
    Task RevokeReaderAsync(ReaderRevocation revocation, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Who outside may read, one result per consumer.</summary>
    IAsyncEnumerable<ConsumerShare> GetSharesAsync(ConsumerShareQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back everything that one consumer has: roles, share apps with their credentials, delegations, direct shares. Asks <see
    /// cref="ICaller.ShouldProcessAsync"/> for each step. Gone already is success.
    /// </summary>
    /// <exception cref="ImageShareException">ConsumerAmbiguous when the name stands for consumers of several tenants.</exception>
    Task RemoveShareAsync(ConsumerShareRemoval removal, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Readers of what.</summary>
public sealed record GalleryReaderQuery
{
    /// <summary>ARM id of a gallery or image definition; else the names.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group; null for all.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Gallery; null for all.</summary>
    public string? GalleryName { get; init; }

    /// <summary>Image definition; null for whole galleries. Goes with a gallery's name.</summary>
    public string? Name { get; init; }

    /// <summary>The publisher's own people, apps and groups, too.</summary>
    public bool All { get; init; }
}

/// <summary>Whose reading to end, where.</summary>
public sealed record ReaderRevocation
{
    /// <summary>A reader as Get- or Grant-GalleryReader gave it; else a principal and where.</summary>
    public GalleryReader? Reader { get; init; }

    /// <summary>The share app.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>Object id (GUID) of the principal.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Application id (GUID) of an app.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>User principal name or mail address of a user or guest.</summary>
    public string? SignInName { get; init; }

    /// <summary>ARM ids of galleries or image definitions.</summary>
    public IReadOnlyList<string> ResourceIds { get; init; } = [];

    /// <summary>Name or id (GUID) of the role; null for every role that lets it read.</summary>
    public string? RoleDefinitionName { get; init; }

    /// <summary>Takes also a role that was given above the gallery.</summary>
    public bool Force { get; init; }
}

/// <summary>Which shares.</summary>
public sealed record ConsumerShareQuery
{
    /// <summary>Subscriptions (GUID); empty for the context's, or for all of the tenant when it has none.</summary>
    public IReadOnlyList<string> SubscriptionIds { get; init; } = [];

    /// <summary>The consumer's name, wildcards allowed.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>Only those with a share app whose last credential ends within so many days, or has ended.</summary>
    public int? ExpiringWithinDays { get; init; }
}

/// <summary>Which consumer to take everything from.</summary>
public sealed record ConsumerShareRemoval
{
    /// <summary>The consumer's name.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer; alone, it means everything of that tenant.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>The consumer as Get-ImageShare gave it.</summary>
    public ConsumerShare? Share { get; init; }

    /// <summary>Subscriptions (GUID); empty for the context's, or for all of the tenant when it has none.</summary>
    public IReadOnlyList<string> SubscriptionIds { get; init; } = [];
}
