using System.Globalization;
using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>What is to be added to an app, checked before anything is sent to the directory.</summary>
/// <param name="Certificate">A certificate's public part.</param>
/// <param name="Federation">A trust in an issuer or a managed identity.</param>
/// <param name="SecretLifetime">How long a new secret is good.</param>
internal sealed record PreparedCredential(PublicCertificate? Certificate, GraphFederation? Federation, TimeSpan? SecretLifetime);

/// <summary>How a secret that is there already is looked at; certificates and trusts are never added twice.</summary>
internal enum CredentialLook
{
    /// <summary>The app was made just now: nothing is there.</summary>
    NewApp,

    /// <summary>It will do, and is worth a warning: its value is not at hand.</summary>
    Enough,

    /// <summary>It will do, and is no surprise.</summary>
    Expected,

    /// <summary>Another is wanted.</summary>
    Another,
}

/// <summary>Gives an app its credential, once.</summary>
internal sealed class ShareAppCredentials(EngineContext context, GraphClient graph, ICaller caller, Waiter waiter, TimeProvider time)
{
    private static readonly TimeSpan s_shortestLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(730);

    public async Task<PreparedCredential> PrepareAsync(ShareAppCredentialSpec spec, CancellationToken cancellationToken) => spec switch
    {
        NewCertificate certificate => new(PublicCertificate.Load(certificate.Path, time), null, null),
        NewFederation federation => new(null, Federations.Of(federation, context.Cloud), null),
        NewManagedIdentityTrust identity => new(null, Federations.Of(await IdentityAsync(identity, cancellationToken), context.Cloud),
            null),
        NewSecret secret => new(null, null, secret.Lifetime >= s_shortestLifetime && secret.Lifetime <= s_longestLifetime ? secret.Lifetime
            : throw InputRules.Refuse(
                "SecretLifetime", secret.Lifetime.ToString("c", CultureInfo.InvariantCulture),
                "-SecretLifetime must be an hour to two years. PowerShell takes a bare number for ticks: 90 days are 90.00:00:00.")),
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.GetType().Name, null),
    };

    /// <summary>Adds what is not there yet; gives the application as it is then, and the secret when one was made.</summary>
    /// <param name="application">The application.</param>
    /// <param name="credential">What to add.</param>
    /// <param name="look">How to look at what is there.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task<(GraphApplication Application, IReadOnlyList<GraphFederation> Federations, string? Secret)> AddAsync(
        GraphApplication application, PreparedCredential credential, CredentialLook look, CancellationToken cancellationToken)
    {
        var federations = application.Id is null || look == CredentialLook.NewApp
            ? []
            : await graph.ListFederationsAsync(application.Id, cancellationToken).ToListAsync(cancellationToken);
        if (credential.Certificate is { } certificate)
            return (await AddCertificateAsync(application, certificate, cancellationToken), federations, null);
        if (credential.Federation is { } federation)
            return (application, await AddFederationAsync(application, federations, federation, cancellationToken), null);

        var (changed, secret) = await AddSecretAsync(application, credential.SecretLifetime!.Value, look, cancellationToken);
        return (changed, federations, secret);
    }

    private async Task<GraphApplication> AddCertificateAsync(
        GraphApplication application, PublicCertificate certificate, CancellationToken cancellationToken)
    {
        IReadOnlyList<GraphKey> keys = application.KeyCredentials ?? [];
        if (keys.Any(k => certificate.Thumbprint.Equals(PublicCertificate.ThumbprintOf(k), StringComparison.OrdinalIgnoreCase)))
            return application;
        if (!await caller.ShouldProcessAsync(Target(application), $"Add certificate {certificate.Thumbprint}")
            || application.Id is not { } id)
        {
            // The directory would fill the mark in.
            var planned = certificate.ToKey() with { CustomKeyIdentifier = certificate.Thumbprint };
            return application with { KeyCredentials = [.. keys, planned] };
        }

        // The list replaces the one that is there; those without a key in them are kept by their ids.
        var changes = new GraphApplication { KeyCredentials = [.. keys, certificate.ToKey()] };
        await waiter.RetryAsync(
            Replication($"Add certificate {certificate.Thumbprint} to {Target(application)}"),
            async token =>
            {
                await graph.UpdateApplicationAsync(id, changes, token);
                return changes;
            },
            IsNotThereYet, caller, cancellationToken);
        caller.Verbose($"Added certificate {certificate.Thumbprint} to {Target(application)}.");
        return await graph.FindApplicationAsync(id, cancellationToken) ?? application;
    }

    private async Task<IReadOnlyList<GraphFederation>> AddFederationAsync(
        GraphApplication application, IReadOnlyList<GraphFederation> there, GraphFederation federation, CancellationToken cancellationToken)
    {
        if (there.Any(f => f.Issuer == federation.Issuer && f.Subject == federation.Subject))
            return there;
        if (there.Count >= Federations.Maximum)
            throw Federations.TooMany(application.AppId ?? "");
        if (!await caller.ShouldProcessAsync(Target(application), $"Trust subject '{federation.Subject}' of issuer {federation.Issuer}")
            || application.Id is not { } id)
        {
            return [.. there, federation];
        }

        var added = await waiter.RetryAsync(
            Replication($"Trust {federation.Issuer} in {Target(application)}"),
            token => graph.AddFederationAsync(id, federation, token), IsNotThereYet, caller, cancellationToken);
        caller.Verbose(
            $"{Target(application)} trusts subject '{federation.Subject}' of issuer {federation.Issuer}; sign-ins know it in some "
                + "minutes.");
        return [.. there, added];
    }

    private async Task<(GraphApplication, string?)> AddSecretAsync(
        GraphApplication application, TimeSpan lifetime, CredentialLook look, CancellationToken cancellationToken)
    {
        IReadOnlyList<GraphPassword> passwords = application.PasswordCredentials ?? [];
        var now = time.GetUtcNow();
        if (look != CredentialLook.Another && passwords.FirstOrDefault(p => p.EndDateTime > now) is { } live)
        {
            Action<string> tell = look == CredentialLook.Expected ? caller.Verbose : caller.Warning;
            tell($"{Target(application)} has a secret already (until {live.EndDateTime:u}). Only who made it has its "
                + "value; New-GalleryShareAppCredential makes another.");
            return (application, null);
        }

        var wanted = new GraphPassword { DisplayName = "ImageShare", StartDateTime = now, EndDateTime = now + lifetime };
        if (!await caller.ShouldProcessAsync(Target(application), $"Add a secret that is good until {wanted.EndDateTime:u}")
            || application.Id is not { } id)
        {
            return (application with { PasswordCredentials = [.. passwords, wanted] }, null);
        }

        var added = await waiter.RetryAsync(
            Replication($"Add a secret to {Target(application)}"),
            token => graph.AddPasswordAsync(id, wanted, token), IsNotThereYet, caller, cancellationToken);
        caller.Verbose($"Added a secret to {Target(application)}, good until {added.EndDateTime:u}.");
        return (application with { PasswordCredentials = [.. passwords, added with { SecretText = null }] }, added.SecretText);
    }

    private Task<ManagedIdentityProperties> IdentityAsync(NewManagedIdentityTrust identity, CancellationToken cancellationToken) =>
        ManagedIdentities.ReadAsync(context, InputRules.ResourceId(identity.ResourceId, "ManagedIdentity", ManagedIdentities.Type),
            cancellationToken);

    private string Target(GraphApplication application) =>
        $"application '{application.DisplayName}' ({application.AppId ?? "new"}) in tenant {context.TenantId}";

    private static Wait Replication(string activity) =>
        new(activity, "The directory takes a moment to know the application everywhere.", Patience.Directory);

    private static bool IsNotThereYet(RequestFailedException exception) => exception.Status == 404;
}
