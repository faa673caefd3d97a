using System.Security;

namespace ImageShare.Model;

/// <summary>A wish to sign in: where, and with what.</summary>
/// <param name="Credential">What proves who it is.</param>
public sealed record SignIn(SignInCredential Credential)
{
    /// <summary>Tenant (GUID or verified domain); null for the principal's home.</summary>
    public string? TenantId { get; init; }

    /// <summary>Subscription (GUID) for names without an id; null to take the only one there is.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>AzureCloud, AzureUSGovernment, AzureChinaCloud, or the path of a cloud file.</summary>
    public string Environment { get; init; } = "AzureCloud";
}

/// <summary>What proves who signs in.</summary>
public abstract record SignInCredential;

/// <summary>A person in the browser.</summary>
/// <param name="ClientId">Public client to use (GUID); null for the well-known one.</param>
/// <param name="Account">Account to suggest on the sign-in page.</param>
public sealed record InteractiveCredential(string? ClientId = null, string? Account = null) : SignInCredential;

/// <summary>A person who enters a code on another device.</summary>
/// <param name="ClientId">Public client to use (GUID); null for the well-known one.</param>
public sealed record DeviceCodeCredential(string? ClientId = null) : SignInCredential;

/// <summary>An application.</summary>
/// <param name="ApplicationId">Application (client) id, a GUID.</param>
/// <param name="Proof">What proves it.</param>
public sealed record ApplicationCredential(string ApplicationId, ApplicationProof Proof) : SignInCredential;

/// <summary>A managed identity of the machine this runs on.</summary>
/// <param name="AccountId">Client id (GUID) or ARM id of a user-assigned identity; null for the system-assigned one.</param>
public sealed record ManagedIdentityAccount(string? AccountId = null) : SignInCredential;

/// <summary>An access token for Azure Resource Manager that was got elsewhere; it cannot be renewed.</summary>
/// <param name="Token">The token.</param>
/// <param name="GraphToken">A token for Microsoft Graph, where directory work is wanted too.</param>
public sealed record AccessTokenCredential(SecureString Token, SecureString? GraphToken = null) : SignInCredential;

/// <summary>Whatever the surroundings offer: environment variables, workload identity, managed identity, az, in that order.</summary>
public sealed record AmbientCredential : SignInCredential;

/// <summary>A sign-in that another module of the session holds, such as Az.Accounts; it gives the tokens.</summary>
/// <param name="GetTokenAsync">Gives a token for a resource (its URI) and a tenant (GUID; null for the sign-in's own); asked again whenever
/// one is needed.</param>
public sealed record BorrowedCredential(Func<string, string?, CancellationToken, Task<string>> GetTokenAsync) : SignInCredential;

/// <summary>What proves an application.</summary>
public abstract record ApplicationProof;

/// <summary>A client secret.</summary>
/// <param name="Secret">The secret's value (not its id).</param>
public sealed record SecretProof(SecureString Secret) : ApplicationProof;

/// <summary>A certificate with its private key, from a file or the user's certificate store.</summary>
public sealed record CertificateProof : ApplicationProof
{
    /// <summary>PFX or PEM file.</summary>
    public string? Path { get; init; }

    /// <summary>Password of the file.</summary>
    public SecureString? Password { get; init; }

    /// <summary>SHA-1 thumbprint in CurrentUser\My or LocalMachine\My, in place of a path.</summary>
    public string? Thumbprint { get; init; }
}

/// <summary>A token of another issuer that the application trusts.</summary>
/// <param name="GetTokenAsync">Gives a fresh token; asked again whenever one is needed.</param>
public sealed record FederatedProof(Func<CancellationToken, Task<string>> GetTokenAsync) : ApplicationProof;

/// <summary>A user-assigned managed identity of the machine this runs on, which the application trusts.</summary>
/// <param name="AccountId">Client id (GUID) or ARM id of the identity.</param>
public sealed record ManagedIdentityProof(string AccountId) : ApplicationProof;
