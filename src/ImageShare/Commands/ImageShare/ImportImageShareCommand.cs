using System.Management.Automation;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Reads and checks hand-over files, and attaches what the app of a share signs in with.</summary>
[Cmdlet(VerbsData.Import, "ImageShare", DefaultParameterSetName = FileSet)]
[OutputType(typeof(Handover))]
public sealed class ImportImageShareCommand : AsyncCommand
{
    private const string FileSet = "File";
    private const string CertificateFileSet = "CertificateFile";
    private const string CertificateThumbprintSet = "CertificateThumbprint";
    private const string FederatedTokenFileSet = "FederatedTokenFile";
    private const string ManagedIdentitySet = "ManagedIdentity";

    /// <summary>Hand-over file; no wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>PFX or PEM file with the private key: opens the secret, or is what the app signs in with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateFileSet)]
    public string? CertificatePath { get; set; }

    /// <summary>Password of the certificate file.</summary>
    [Parameter(ParameterSetName = CertificateFileSet)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>SHA-1 thumbprint of a certificate in CurrentUser\My or LocalMachine\My, in place of a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateThumbprintSet)]
    public string? CertificateThumbprint { get; set; }

    /// <summary>File that always holds a fresh token of the issuer that the app trusts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenFileSet)]
    public string? FederatedTokenFile { get; set; }

    /// <summary>Client id (GUID) or ARM id of the managed identity of this machine that the app trusts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet)]
    [ValidateNotNullOrEmpty]
    public string? ManagedIdentity { get; set; }

    /// <summary>Passphrase that opens the secret.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>SHA-1 thumbprint of the certificate that must have signed the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SignerThumbprint { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        var options = new HandoverReadOptions("")
        {
            Certificate = Proofs.Certificate(this, CertificatePath, CertificatePassword, CertificateThumbprint),
            Passphrase = Passphrase,
            FederatedToken = FederatedTokenFile is null ? null : Proofs.TokenFile(this.ExistingFile(FederatedTokenFile)),
            ManagedIdentity = ManagedIdentity is null ? null : new ManagedIdentityProof(ManagedIdentity),
            SignerThumbprint = SignerThumbprint,
        };
        return Path.Select(path => Read(options with { Path = this.FullPath(path) }));
    }

    private static Work Read(HandoverReadOptions options) => new(options.Path, async (pipeline, cancellationToken) =>
        await pipeline.WriteObjectAsync(await EngineLoader.Engine.Handovers.ReadAsync(options, pipeline, cancellationToken)));
}
