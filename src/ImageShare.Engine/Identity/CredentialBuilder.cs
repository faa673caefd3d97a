using System.Net;
using Azure.Core;
using Azure.Identity;
using ImageShare.Model;
using AzureDeviceCode = Azure.Identity.DeviceCodeCredential;
using Model = ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Makes the credential of a sign-in. Tokens stay in memory: nobody's persistent cache is read or written.</summary>
internal sealed class CredentialBuilder(Cloud cloud, TimeProvider time)
{
    public (TokenCredential Credential, AuthenticationMethod Method) Build(SignInCredential credential, string? tenantId) =>
        credential switch
    {
        InteractiveCredential person => (Browser(person, tenantId), AuthenticationMethod.Interactive),
        Model.DeviceCodeCredential person => (DeviceCode(person, tenantId), AuthenticationMethod.DeviceCode),
        ApplicationCredential app => Application(app, tenantId),
        ManagedIdentityAccount account => (ManagedIdentity(account.AccountId), AuthenticationMethod.ManagedIdentity),
        AccessTokenCredential token => (AccessToken(token), AuthenticationMethod.AccessToken),
        AmbientCredential => (Ambient(tenantId), AuthenticationMethod.Ambient),
        BorrowedCredential lender => (new BorrowedTokenCredential(lender, tenantId), AuthenticationMethod.AzContext),
        _ => throw new ArgumentOutOfRangeException(nameof(credential), credential.GetType().Name, null),
    };

    private InteractiveBrowserCredential Browser(InteractiveCredential person, string? tenantId)
    {
        // The loopback address with a free port: the system's browser gives the code back there.
        var options = Common(new InteractiveBrowserCredentialOptions
        {
            TenantId = tenantId,
            LoginHint = person.Account,
            RedirectUri = new Uri("http://localhost"),
            DisableInstanceDiscovery = cloud.FromFile,
            AdditionallyAllowedTenants = { "*" },
        });
        if (person.ClientId is { } id)
            options.ClientId = InputRules.Guid(id, "ClientId");

        return new InteractiveBrowserCredential(options);
    }

    private AzureDeviceCode DeviceCode(Model.DeviceCodeCredential person, string? tenantId)
    {
        var options = Common(new DeviceCodeCredentialOptions
        {
            TenantId = tenantId,
            DisableInstanceDiscovery = cloud.FromFile,
            AdditionallyAllowedTenants = { "*" },
            DeviceCodeCallback = (code, _) =>
            {
                // Whoever needs the token now, not whoever connected: see CallerCredential.
                CallerCredential.Current?.Prompt(code.Message);
                return Task.CompletedTask;
            },
        });
        if (person.ClientId is { } id)
            options.ClientId = InputRules.Guid(id, "ClientId");

        return new AzureDeviceCode(options);
    }

    private (TokenCredential, AuthenticationMethod) Application(ApplicationCredential app, string? tenantId)
    {
        var id = InputRules.Guid(app.ApplicationId, "ApplicationId");
        var tenant = tenantId ?? throw new ImageShareException(
            "TenantRequired", ErrorKind.InvalidArgument, "An application signs in to a tenant that must be named.")
        {
            Target = id,
            Fix = "Add -TenantId with the tenant's id or one of its domains.",
        };
        return app.Proof switch
        {
            SecretProof { Secret.Length: 0 } => throw new ImageShareException(
                "SecretRequired", ErrorKind.InvalidArgument, "The application's secret is empty.")
            {
                Target = id,
                Fix = "Give the secret's value as the password of -Credential.",
            },
            SecretProof proof => (
                new ClientSecretCredential(tenant, id, new NetworkCredential("", proof.Secret).Password, Common(
                    new ClientSecretCredentialOptions { DisableInstanceDiscovery = cloud.FromFile, AdditionallyAllowedTenants = { "*" } })),
                AuthenticationMethod.ClientSecret),
            CertificateProof proof => (
                new ClientCertificateCredential(tenant, id, CertificateLoader.LoadWithPrivateKey(proof, time), Common(
                    new ClientCertificateCredentialOptions { DisableInstanceDiscovery = cloud.FromFile,
                        AdditionallyAllowedTenants = { "*" } })),
                AuthenticationMethod.Certificate),
            FederatedProof proof => (Assertion(tenant, id, proof.GetTokenAsync), AuthenticationMethod.Federated),
            ManagedIdentityProof proof => (Assertion(tenant, id, IdentityToken(proof.AccountId)), AuthenticationMethod.Federated),
            _ => throw new ArgumentOutOfRangeException(nameof(app), app.Proof.GetType().Name, null),
        };
    }

    private ClientAssertionCredential Assertion(string tenantId, string applicationId, Func<CancellationToken, Task<string>> getToken) =>
        new(tenantId, applicationId, getToken, Common(
            new ClientAssertionCredentialOptions { DisableInstanceDiscovery = cloud.FromFile, AdditionallyAllowedTenants = { "*" } }));

    private Func<CancellationToken, Task<string>> IdentityToken(string accountId)
    {
        var identity = ManagedIdentity(accountId);
        var request = new TokenRequestContext([cloud.FederationAudience + "/.default"]);
        return async cancellationToken => (await identity.GetTokenAsync(request, cancellationToken)).Token;
    }

    private ManagedIdentityCredential ManagedIdentity(string? accountId) => new(Common(new ManagedIdentityCredentialOptions(accountId switch
    {
        null => ManagedIdentityId.SystemAssigned,
        _ when Guid.TryParse(accountId, out _) => ManagedIdentityId.FromUserAssignedClientId(accountId),
        _ => ManagedIdentityId.FromUserAssignedResourceId(
            InputRules.ResourceId(accountId, "AccountId", "Microsoft.ManagedIdentity/userAssignedIdentities")),
    })));

    private StaticTokenCredential AccessToken(AccessTokenCredential token) => new(
        cloud,
        new NetworkCredential("", token.Token).Password,
        token.GraphToken is null ? null : new NetworkCredential("", token.GraphToken).Password,
        time);

    private DefaultAzureCredential Ambient(string? tenantId)
    {
        var options = Common(new DefaultAzureCredentialOptions
        {
            DisableInstanceDiscovery = cloud.FromFile,
            ExcludeVisualStudioCredential = true,
            ExcludeVisualStudioCodeCredential = true,
            ExcludeAzurePowerShellCredential = true,
            ExcludeAzureDeveloperCliCredential = true,
            ExcludeInteractiveBrowserCredential = true,
            ExcludeBrokerCredential = true,
            AdditionallyAllowedTenants = { "*" },
        });
        if (tenantId is not null)
            options.TenantId = tenantId;

        return new DefaultAzureCredential(options);
    }

    private T Common<T>(T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = cloud.Authority;
        options.Transport = cloud.Transport;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return options;
    }
}
