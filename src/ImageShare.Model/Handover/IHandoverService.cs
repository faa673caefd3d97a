using System.Security;

namespace ImageShare.Model;

/// <summary>Writes and reads hand-over files. Works offline.</summary>
public interface IHandoverService
{
    /// <summary>
    /// Writes a hand-over file, replacing it only when <see cref="HandoverWriteOptions.Force"/> or
    /// <see cref="HandoverWriteOptions.Resume"/>; gives what was written, or was there already, without the secret.
    /// Asks <see cref="ICaller.ShouldProcessAsync"/> once, for the file; refused, it gives what would have been written.
    /// </summary>
    Task<Handover> WriteAsync(HandoverContent content, HandoverWriteOptions options, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Reads and checks a hand-over file: hostile input until every check has passed.</summary>
    Task<Handover> ReadAsync(HandoverReadOptions options, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>What goes into a hand-over file.</summary>
/// <param name="App">The app; null for a share that carries none.</param>
/// <param name="Images">The shared images; a request may name those that are wished for.</param>
public sealed record HandoverContent(GalleryShareApp? App, IReadOnlyList<GalleryImage> Images)
{
    /// <summary>Request or share.</summary>
    public required HandoverKind Kind { get; init; }

    /// <summary>Name of the cloud; null for the app's, else the newest sign-in's.</summary>
    public string? Environment { get; init; }

    /// <summary>Tenant (GUID) of the publisher; null for the one that the images or the app name.</summary>
    public string? PublisherTenantId { get; init; }

    /// <summary>Tenant (GUID) of the consumer; null for the one that the app names.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>The consumer's name; null for the one that the app names.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>UTC; null for the credential's end, which is also the latest there can be.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }
}

/// <summary>How to write it.</summary>
/// <param name="Path">File to write (resolved, full path).</param>
public sealed record HandoverWriteOptions(string Path)
{
    /// <summary>Certificate file (public key) of who shall read the secret.</summary>
    public string? RecipientCertificatePath { get; init; }

    /// <summary>Passphrase that opens the secret.</summary>
    public SecureString? Passphrase { get; init; }

    /// <summary>Writes the secret readable to all.</summary>
    public bool AllowPlainTextSecret { get; init; }

    /// <summary>Certificate that signs the file.</summary>
    public CertificateProof? SigningCertificate { get; init; }

    /// <summary>Replaces an existing file.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// The file is one of a folder that may have been written before. One that says the same is left as it is, another one of the same
    /// app replaced; no share is written without the secret that it needs.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>File (resolved, full path) to use with <see cref="Resume"/> when <see cref="Path"/> belongs to another app of that name.</summary>
    public string? NamesakePath { get; init; }
}

/// <summary>How to read it.</summary>
/// <param name="Path">File to read (resolved, full path).</param>
public sealed record HandoverReadOptions(string Path)
{
    /// <summary>Certificate with the private key that opens the secret; also the app's own when the app's credential is a certificate.</summary>
    public CertificateProof? Certificate { get; init; }

    /// <summary>Passphrase that opens the secret.</summary>
    public SecureString? Passphrase { get; init; }

    /// <summary>Token of another issuer, when the app's credential is federated.</summary>
    public FederatedProof? FederatedToken { get; init; }

    /// <summary>Managed identity, when the app's credential is one.</summary>
    public ManagedIdentityProof? ManagedIdentity { get; init; }

    /// <summary>SHA-1 thumbprint of the certificate that must have signed the file; null to accept any signer, and unsigned files.</summary>
    public string? SignerThumbprint { get; init; }
}
