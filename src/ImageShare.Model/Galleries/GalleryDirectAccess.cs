namespace ImageShare.Model;

/// <summary>A gallery and the subscriptions and tenants that it is shared with directly.</summary>
public sealed record GalleryDirectAccess
{
    /// <summary>Name of the gallery.</summary>
    public required string GalleryName { get; init; }

    /// <summary>Resource group of the gallery.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Subscription of the gallery (GUID).</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The publisher's tenant (GUID), where known.</summary>
    public string? TenantId { get; init; }

    /// <summary>Region of the gallery.</summary>
    public string? Location { get; init; }

    /// <summary>ARM id of the gallery.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Private, Groups (made for direct sharing) or Community.</summary>
    public required string Permission { get; init; }

    /// <summary>The name by which consumers know the gallery: SUBSCRIPTION-GALLERY.</summary>
    public string? UniqueName { get; init; }

    /// <summary>Subscriptions (GUIDs) that it is shared with.</summary>
    public IReadOnlyList<string> ConsumerSubscriptionIds { get; init => field = value.ToArray(); } = [];

    /// <summary>Tenants (GUIDs) that it is shared with: every subscription of theirs.</summary>
    public IReadOnlyList<string> ConsumerTenantIds { get; init => field = value.ToArray(); } = [];

    /// <summary>Succeeded, as Azure says it; Planned under -WhatIf.</summary>
    public required string ProvisioningState { get; init; }

    /// <inheritdoc />
    public override string ToString() => ResourceId;
}
