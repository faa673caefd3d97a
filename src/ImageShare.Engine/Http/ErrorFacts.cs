using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What the one who made a request knows, and the service's words do not say.</summary>
internal sealed record ErrorFacts
{
    public static ErrorFacts None { get; } = new();

    /// <summary>What it is about, when the service does not name it: an ARM id, an application id, a path.</summary>
    public string? Target { get; init; }

    /// <summary>Tenant (GUID) that was signed in to.</summary>
    public string? TenantId { get; init; }

    public string? PublisherTenantId { get; init; }

    public string? ConsumerTenantId { get; init; }

    public string? ApplicationId { get; init; }

    /// <summary>Who owns the app that signs in.</summary>
    public Party? AppOwner { get; init; }

    /// <summary>Object id (GUID), in the publisher's tenant, of the one who reads the image: what a role is to be given to.</summary>
    public string? ReaderObjectId { get; init; }

    /// <summary>ARM id of the image.</summary>
    public string? ImageId { get; init; }

    /// <summary>Regions that hold a replica of the image.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The secret that was shown has the shape of an id.</summary>
    public bool SecretLooksLikeId { get; init; }

    /// <summary>The fact that a rule's text names in braces.</summary>
    public string? Find(string name) => name switch
    {
        "tenant" => TenantId,
        "publisherTenant" => PublisherTenantId,
        "consumerTenant" => ConsumerTenantId,
        "app" => ApplicationId,
        "reader" => ReaderObjectId,
        "image" => ImageId,
        "regions" => Regions.Count > 0 ? string.Join(", ", Regions) : null,
        _ => null,
    };

    /// <summary>Whose tenant it is, where that is known.</summary>
    public Party? OwnerOf(string? tenantId) =>
        tenantId is null ? null
        : tenantId.Equals(PublisherTenantId, StringComparison.OrdinalIgnoreCase) ? Party.Publisher
        : tenantId.Equals(ConsumerTenantId, StringComparison.OrdinalIgnoreCase) ? Party.Consumer
        : null;
}
