using Azure;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Takes credentials away from a share app. What is gone already is success.</summary>
internal sealed class CredentialRemover(EngineContext context, ICaller caller, TimeProvider time)
{
    private readonly GraphClient _graph = new(context);

    public async Task RemoveAsync(CredentialRemoval removal, CancellationToken cancellationToken)
    {
        var id = InputRules.Guid(removal.ApplicationId, "ApplicationId");
        string[] keyIds = [.. removal.KeyIds.Select(k => InputRules.Guid(k, "KeyId"))];
        if (await _graph.FindShareAppAsync(id, cancellationToken) is not { Id: { } objectId } application)
        {
            caller.Verbose($"Tenant {context.TenantId} has no application {id}, and so no credential of it.");
            return;
        }

        var federations = await _graph.ListFederationsAsync(objectId, cancellationToken).ToListAsync(cancellationToken);
        var app = ShareAppView.Of(context, application, principal: null, federations);
        var chosen = Choose(app.Credentials, removal.Which, keyIds);
        CheckLast(app, chosen, removal);
        var agreed = new List<ShareAppCredential>();
        foreach (var credential in chosen)
        {
            if (await caller.ShouldProcessAsync(
                $"application '{app.DisplayName}' ({id}) in tenant {context.TenantId}", $"Remove {Describe(credential)}"))
            {
                agreed.Add(credential);
            }
        }

        await RemoveAsync(objectId, agreed, cancellationToken);
        foreach (var credential in agreed)
            caller.Verbose($"Removed {Describe(credential)} from application '{app.DisplayName}' ({id}).");
        if (chosen.Count == 0)
            caller.Verbose($"Application '{app.DisplayName}' ({id}) has no such credential.");
    }

    private IReadOnlyList<ShareAppCredential> Choose(
        IReadOnlyList<ShareAppCredential> all, CredentialChoice which, IReadOnlyList<string> keyIds) => which switch
    {
        CredentialChoice.Named => [.. all.Where(c => keyIds.Contains(c.KeyId, StringComparer.OrdinalIgnoreCase))],
        CredentialChoice.Expired => [.. all.Where(c => c.EndsOn <= time.GetUtcNow())],

        // A trust has no age; a certificate whose time has not come yet is no reason to end what works.
        _ => all.Where(c => c.StartsOn is not null && Works(c)).MaxBy(c => (c.StartsOn, c.EndsOn)) is { } newest
            ? [.. all.Where(c => c != newest && (c.StartsOn < newest.StartsOn || (c.StartsOn == newest.StartsOn && c.EndsOn <= newest.EndsOn)))]
            : [],
    };

    private void CheckLast(GalleryShareApp app, IReadOnlyList<ShareAppCredential> chosen, CredentialRemoval removal)
    {
        if (removal.Force || !chosen.Any(Works) || app.Credentials.Except(chosen).Any(Works))
            return;

        throw new ImageShareException(
            "LastCredential", ErrorKind.InvalidOperation, $"Without {Describe(chosen.Last(Works))}, '{app.DisplayName}' could not sign in any more.")
        {
            Target = app.ApplicationId,
            Fix = "Make another first (New-GalleryShareAppCredential) and hand it over; or use -Force. Remove-GalleryShareApp ends the share.",
        };
    }

    private bool Works(ShareAppCredential credential) =>
        !(credential.StartsOn > time.GetUtcNow()) && !(credential.EndsOn <= time.GetUtcNow());

    private async Task RemoveAsync(string objectId, List<ShareAppCredential> credentials, CancellationToken cancellationToken)
    {
        foreach (var credential in credentials)
        {
            switch (credential.Kind)
            {
                case CredentialKind.Secret:
                    await RemoveSecretAsync(objectId, credential.KeyId, cancellationToken);
                    break;
                case CredentialKind.Federated or CredentialKind.ManagedIdentity:
                    await _graph.RemoveFederationAsync(objectId, credential.KeyId, cancellationToken);
                    break;
            }
        }

        var certificates = credentials.Where(c => c.Kind == CredentialKind.Certificate).Select(c => c.KeyId).ToHashSet();
        if (certificates.Count == 0)
            return;

        // The list replaces the one that is there: read at the last moment, so that what someone has added since stays.
        var keys = (await _graph.FindApplicationAsync(objectId, cancellationToken))?.KeyCredentials ?? [];
        if (keys.Any(k => certificates.Contains(k.KeyId ?? "")))
        {
            await _graph.UpdateApplicationAsync(
                objectId, new GraphApplication { KeyCredentials = [.. keys.Where(k => !certificates.Contains(k.KeyId ?? ""))] }, cancellationToken);
        }
    }

    private async Task RemoveSecretAsync(string objectId, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            await _graph.RemovePasswordAsync(objectId, keyId, cancellationToken);
        }
        catch (RequestFailedException exception) when (
            exception.Status == 400 && exception.Message.Contains("No password credential found", StringComparison.Ordinal))
        {
            caller.Verbose($"Secret {keyId} was gone already.");
        }
    }

    private static string Describe(ShareAppCredential credential) => credential.Kind switch
    {
        CredentialKind.Secret => $"secret {credential.KeyId} (until {credential.EndsOn:u})",
        CredentialKind.Certificate => $"certificate {credential.Thumbprint ?? credential.KeyId} (until {credential.EndsOn:u})",
        CredentialKind.ManagedIdentity => $"the trust in managed identity {credential.Subject}",
        _ => $"the trust in subject '{credential.Subject}' of issuer {credential.Issuer}",
    };
}
