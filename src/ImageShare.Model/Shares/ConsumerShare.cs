namespace ImageShare.Model;

/// <summary>Everything by which one consumer can read the publisher's images.</summary>
public sealed record ConsumerShare
{
    /// <summary>
    /// The consumer's name; of a guest whose company was never written down, the domain of the mail address; null when not known.
    /// </summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer, where known.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>The ways that the consumer reads by.</summary>
    public IReadOnlyList<GalleryReaderKind> Methods { get; init => field = value.ToArray(); } = [];

    /// <summary>True when an invitation of the consumer's has not been accepted yet.</summary>
    public bool Pending { get; init; }

    /// <summary>UTC; when the first share app of the consumer runs out of credentials; null when none does.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>Names of the galleries.</summary>
    public IReadOnlyList<string> Galleries { get; init => field = value.ToArray(); } = [];

    /// <summary>One entry per gallery, principal and role.</summary>
    public IReadOnlyList<GalleryReader> Readers { get; init => field = value.ToArray(); } = [];

    /// <summary>The publisher's tenant (GUID).</summary>
    public required string TenantId { get; init; }

    /// <inheritdoc />
    public override string ToString() => ConsumerName ?? ConsumerTenantId ?? "unknown consumer";
}
