using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Finds what the app of a hand-over signs in with: the file's secret, or what the reader offers and the app knows.</summary>
internal sealed class ProofAttacher(TimeProvider time, HandoverReadOptions options, ICaller caller)
{
    public ApplicationProof? Attach(Handover handover)
    {
        if (handover.Secret is { } secret)
        {
            Refuse(options.FederatedToken is not null, handover, "A federated token");
            Refuse(options.ManagedIdentity is not null, handover, "A managed identity");
            return new SecretProof(secret);
        }

        // A share of an app that belongs to the reader's company need not say how that app proves itself: the reader knows.
        var kind = handover.Credential?.Kind;
        var unknown = handover.ApplicationId is not null && kind is null;
        Refuse(options.Certificate is not null && !(unknown || kind is CredentialKind.Certificate), handover, "A certificate");
        Refuse(options.FederatedToken is not null && !(unknown || kind is CredentialKind.Federated or CredentialKind.ManagedIdentity),
            handover, "A federated token");
        Refuse(options.ManagedIdentity is not null && !(unknown || kind is CredentialKind.ManagedIdentity), handover, "A managed identity");

        if (options.Certificate is { } certificate)
            CheckCertificate(certificate, handover.Credential?.Thumbprint);
        else if (kind is CredentialKind.Certificate && options.FederatedToken is null)
        {
            caller.Verbose("The app proves itself with a certificate: Import-ImageShare -CertificatePath or "
                + "-CertificateThumbprint attaches it.");
        }

        return options.Certificate ?? (ApplicationProof?)options.FederatedToken ?? options.ManagedIdentity;
    }

    private void CheckCertificate(CertificateProof proof, string? wanted)
    {
        using var certificate = CertificateLoader.LoadWithPrivateKey(proof, time);
        if (wanted is not null && !wanted.Equals(certificate.Thumbprint, StringComparison.OrdinalIgnoreCase))
            throw HandoverErrors.WrongCertificate(options.Path, wanted, CertificateProtection.Describe(certificate));
    }

    private void Refuse(bool offered, Handover handover, string what)
    {
        if (offered)
        {
            throw HandoverErrors.WrongCredential(options.Path, what, handover switch
            {
                { ApplicationId: null } => "It carries no app: its images are read with the current sign-in.",
                { Credential.Kind: CredentialKind.Secret } => "Its app proves itself with a secret.",
                { Credential.Kind: CredentialKind.Certificate } => "Its app proves itself with a certificate.",
                { Credential.Kind: CredentialKind.ManagedIdentity } => "Its app proves itself with a managed identity.",
                _ => "Its app proves itself with a token of another issuer.",
            });
        }
    }
}
