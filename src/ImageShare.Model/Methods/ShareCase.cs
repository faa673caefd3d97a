namespace ImageShare.Model;

/// <summary>What is known of a share that is planned. What is left out counts as not known, or as not so.</summary>
public sealed record ShareCase
{
    /// <summary>The publisher knows the tenants (ids) or subscriptions of its consumers.</summary>
    public bool ConsumerTenantKnown { get; init; }

    /// <summary>The consumer's tenant is the publisher's own.</summary>
    public bool SameTenant { get; init; }

    /// <summary>How many consumers (companies) there are.</summary>
    public int ConsumerCount { get; init; } = 1;

    /// <summary>Everybody may use the image; the consumers are not known.</summary>
    public bool Public { get; init; }

    /// <summary>The consumer builds VMs in Azure Portal.</summary>
    public bool PortalNeeded { get; init; }

    /// <summary>A service principal or managed identity of the consumer builds, no person.</summary>
    public bool Unattended { get; init; }

    /// <summary>The consumer pays for the image.</summary>
    public bool Sold { get; init; }

    /// <summary>Azure cloud: AzureCloud, AzureUSGovernment, AzureChinaCloud.</summary>
    public string Environment { get; init; } = "AzureCloud";

    /// <summary>A disk encryption set of the publisher encrypts the image version.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Generalized or Specialized; null when not known.</summary>
    public string? OSState { get; init; }

    /// <summary>The image definition's security type; null when not known.</summary>
    public string? SecurityType { get; init; }

    /// <summary>The image was itself made from a Marketplace image, and carries its plan.</summary>
    public bool HasPlan { get; init; }
}
