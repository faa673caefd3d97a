using System.Security;

namespace ImageShare.Model;

/// <summary>A hand-over file, read and checked.</summary>
public sealed record Handover
{
    /// <summary>Request (the consumer asks) or Share (the publisher gives).</summary>
    public required HandoverKind Kind { get; init; }

    /// <summary>The file it was read from.</summary>
    public string? Path { get; init; }

    /// <summary>Name of the cloud both companies use.</summary>
    public required string Environment { get; init; }

    /// <summary>Tenant (GUID) of the publisher; null in a request that does not name it.</summary>
    public string? PublisherTenantId { get; init; }

    /// <summary>Tenant (GUID) of the consumer; null when the publisher does not know it.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>The consumer's name.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Application id (GUID); null in a share that carries no app.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Display name of the app.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Home tenant (GUID) of the app.</summary>
    public string? AppTenantId { get; init; }

    /// <summary>How the app proves itself; null when the file carries no app.</summary>
    public HandoverCredential? Credential { get; init; }

    /// <summary>The app's secret, when the file carries one and it could be decrypted.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>What the reader attached with which the app signs in, or the secret of the file; null when the current sign-in is to be used.</summary>
    public ApplicationProof? Proof { get; init; }

    /// <summary>The shared images.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init => field = value.ToArray(); } = [];

    /// <summary>Link with which an administrator approves the app.</summary>
    public Uri? ConsentUri { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset CreatedOn { get; init; }

    /// <summary>UTC; after it the file is refused. Never later than the credential's end.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>Subject and SHA-1 thumbprint of the certificate that signed the file; null when unsigned: then confirm the publisher's tenant by another way.</summary>
    public string? SignedBy { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path ?? $"{Kind} of {DisplayName}";
}

/// <summary>Kinds of hand-over file.</summary>
public enum HandoverKind
{
    /// <summary>The consumer asks for access for an app of its own.</summary>
    Request,

    /// <summary>The publisher gives access.</summary>
    Share,
}

/// <summary>How the app of a hand-over proves itself.</summary>
/// <param name="Kind">Secret, certificate, or a trust in another issuer.</param>
/// <param name="EndsOn">UTC; null when it does not expire.</param>
public sealed record HandoverCredential(CredentialKind Kind, DateTimeOffset? EndsOn)
{
    /// <summary>SHA-1 thumbprint of the certificate.</summary>
    public string? Thumbprint { get; init; }

    /// <inheritdoc />
    public override string ToString() => EndsOn is null ? $"{Kind}" : $"{Kind} until {EndsOn:yyyy-MM-dd}";
}
