using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Cloud;

/// <summary>An app registration: lives in its home tenant, is known in others through service principals.</summary>
internal sealed class Application : DirectoryObject
{
    public string AppId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>AzureADMyOrg, AzureADMultipleOrgs, AzureADandPersonalMicrosoftAccount.</summary>
    public string SignInAudience { get; set; } = "AzureADMyOrg";

    public bool IsMultiTenant => SignInAudience is "AzureADMultipleOrgs" or "AzureADandPersonalMicrosoftAccount";

    public string? Description { get; set; }

    public string? Notes { get; set; }

    public bool? IsFallbackPublicClient { get; set; }

    public List<string> IdentifierUris { get; set; } = [];

    public List<string> WebRedirectUris { get; set; } = [];

    public List<string> PublicClientRedirectUris { get; set; } = [];

    public List<string> Tags { get; set; } = [];

    public ServicePrincipalLock? ServicePrincipalLock { get; set; }

    public List<PasswordCredential> PasswordCredentials { get; } = [];

    public List<KeyCredential> KeyCredentials { get; set; } = [];

    public List<FederatedCredential> FederatedCredentials { get; } = [];

    /// <summary>What Graph keeps for the application and nothing here acts on.</summary>
    public JsonObject Other { get; } = [];

    /// <summary>Object ids of those who may change it without a directory role.</summary>
    public List<string> Owners { get; } = [];
}

/// <summary>Which properties of its principals other tenants may not change.</summary>
internal sealed record ServicePrincipalLock(
    bool IsEnabled, bool? AllProperties, bool? CredentialsWithUsageVerify, bool? CredentialsWithUsageSign, bool? TokenEncryptionKeyId);

internal sealed record PasswordCredential(
    string KeyId, string? DisplayName, string SecretText, DateTimeOffset StartDateTime, DateTimeOffset EndDateTime)
{
    /// <summary>The first three characters: all that can be read back.</summary>
    public string Hint => SecretText[..3];
}

/// <summary>A certificate's public part.</summary>
internal sealed record KeyCredential(
    string KeyId, string? DisplayName, byte[] Certificate, byte[] Thumbprint, DateTimeOffset StartDateTime, DateTimeOffset EndDateTime)
{
    /// <summary>The thumbprint, unless whoever added the certificate gave a mark of its own.</summary>
    public string CustomKeyIdentifier { get; init; } = Convert.ToHexString(Thumbprint);
}

internal sealed record FederatedCredential(
    string Id, string Name, string Issuer, string Subject, string? Description, IReadOnlyList<string> Audiences, DateTimeOffset KnownFrom);
