namespace ImageShare.Model;

/// <summary>The terms of a Marketplace plan in one subscription.</summary>
public sealed record MarketplaceAgreement
{
    /// <summary>Publisher id.</summary>
    public required string Publisher { get; init; }

    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>Plan id; of most offers, the SKU of the image.</summary>
    public required string Plan { get; init; }

    /// <summary>Subscription (GUID) that they hold in.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Whether VMs with this plan may be made there.</summary>
    public required bool Accepted { get; init; }

    /// <summary>The publisher's licence text.</summary>
    public string? LicenseTextLink { get; init; }

    /// <summary>The publisher's privacy policy.</summary>
    public string? PrivacyPolicyLink { get; init; }

    /// <summary>Azure Marketplace's own terms.</summary>
    public string? MarketplaceTermsLink { get; init; }

    /// <summary>The offer's page with its plans and prices: Azure's agreement names no price.</summary>
    public required string PriceLink { get; init; }

    /// <summary>UTC; when the terms were read.</summary>
    public DateTimeOffset? RetrievedDate { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Publisher}/{Offer}/{Plan}";
}
