using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>A command that gives an app its credential: the four kinds, as parameter sets.</summary>
public abstract class AppCredentialCommand : ParallelCommand
{
    private protected const string SecretSet = "Secret";
    private const string CertificateSet = "Certificate";
    private const string FederatedSet = "Federated";
    private const string ManagedIdentitySet = "ManagedIdentity";

    private bool _saidSecret;

    /// <summary>Certificate file whose public key proves the app (CER, PEM, PFX); only its holder can sign in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet, ValueFromPipelineByPropertyName = true)]
    public string? CertificatePath { get; set; }

    /// <summary>Issuer (https URL) of the tokens that prove the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? FederatedIssuer { get; set; }

    /// <summary>Subject in the issuer's tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? FederatedSubject { get; set; }

    /// <summary>ARM id of a user-assigned managed identity of the app's own tenant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ManagedIdentity { get; set; }

    /// <summary>How long the secret is good. An app without any other credential gets a secret.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    public TimeSpan SecretLifetime { get; set; } = NewSecret.DefaultLifetime;

    /// <summary>The credential that the parameters describe. Pipeline thread only.</summary>
    private protected ShareAppCredentialSpec Credential() => ParameterSetName switch
    {
        CertificateSet => new NewCertificate(this.ExistingFile(CertificatePath!)),
        FederatedSet => new NewFederation(FederatedIssuer!, FederatedSubject!),
        ManagedIdentitySet => new NewManagedIdentityTrust(ManagedIdentity!),
        _ => Secret(),
    };

    private NewSecret Secret()
    {
        if (!_saidSecret && !OnCommandLine(nameof(SecretLifetime)))
        {
            WriteWarning($"The app gets a secret, good for {SecretLifetime.TotalDays} days. "
                + "With -CertificatePath, -FederatedIssuer or -ManagedIdentity nothing secret crosses.");
        }

        _saidSecret = true;
        return new NewSecret(SecretLifetime);
    }
}
