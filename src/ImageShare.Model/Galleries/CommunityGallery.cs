namespace ImageShare.Model;

/// <summary>A gallery that is, or was, open to everyone who has an Azure subscription.</summary>
public sealed record CommunityGallery
{
    /// <summary>Name of the gallery, which only the publisher sees.</summary>
    public required string GalleryName { get; init; }

    /// <summary>Resource group of the gallery.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Subscription of the gallery (GUID).</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Region of the gallery.</summary>
    public string? Location { get; init; }

    /// <summary>ARM id of the gallery.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Private, Groups or Community.</summary>
    public required string Permission { get; init; }

    /// <summary>True while everyone can use the images.</summary>
    public bool Enabled { get; init; }

    /// <summary>The name by which everyone knows the gallery: PREFIX-GUID; null until Azure has given it.</summary>
    public string? PublicGalleryName { get; init; }

    /// <summary>The publisher's website. Public.</summary>
    public string? PublisherUri { get; init; }

    /// <summary>The publisher's e-mail address for support. Public.</summary>
    public string? PublisherContact { get; init; }

    /// <summary>The licence agreement, or a link to it. Public.</summary>
    public string? Eula { get; init; }

    /// <summary>Succeeded, as Azure says it; Planned under -WhatIf.</summary>
    public required string ProvisioningState { get; init; }

    /// <inheritdoc />
    public override string ToString() => PublicGalleryName ?? ResourceId;
}
