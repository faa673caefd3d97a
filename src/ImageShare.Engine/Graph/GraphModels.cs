using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Graph;

/// <summary>An application, as far as a share app uses it. What is null is not sent.</summary>
internal sealed record GraphApplication
{
    public string? Id { get; init; }

    public string? AppId { get; init; }

    public string? DisplayName { get; init; }

    public string? SignInAudience { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    public GraphWeb? Web { get; init; }

    public GraphLock? ServicePrincipalLockConfiguration { get; init; }

    public IReadOnlyList<GraphKey>? KeyCredentials { get; init; }

    public IReadOnlyList<GraphPassword>? PasswordCredentials { get; init; }
}

internal sealed record GraphWeb(IReadOnlyList<string>? RedirectUris);

/// <summary>Forbids other tenants to add credentials of their own to the app's service principal.</summary>
internal sealed record GraphLock(bool IsEnabled, bool? AllProperties);

/// <summary>A certificate of an application; the key comes back only when it is asked for, and is kept by its id when left out.</summary>
internal sealed record GraphKey
{
    public string? KeyId { get; init; }

    public string? DisplayName { get; init; }

    public string? CustomKeyIdentifier { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    public DateTimeOffset? EndDateTime { get; init; }

    public string? Type { get; init; }

    public string? Usage { get; init; }

    public string? Key { get; init; }
}

internal sealed record GraphPassword
{
    public string? KeyId { get; init; }

    public string? DisplayName { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    public DateTimeOffset? EndDateTime { get; init; }

    public string? Hint { get; init; }

    public string? SecretText { get; init; }

    // A record would print the secret.
    public override string ToString() => $"password {KeyId}";
}

internal sealed record AddPassword(GraphPassword PasswordCredential);

internal sealed record RemovePassword(string KeyId);

internal sealed record GraphFederation
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }
}

internal sealed record GraphServicePrincipal
{
    public string? Id { get; init; }

    public string? AppId { get; init; }

    public string? DisplayName { get; init; }

    public string? AppOwnerOrganizationId { get; init; }

    public bool? AccountEnabled { get; init; }
}

/// <summary>Something in the directory, of a type that its annotation names.</summary>
internal sealed record GraphObject
{
    [JsonPropertyName("@odata.type")]
    public string? Type { get; init; }

    public required string Id { get; init; }

    public string? DisplayName { get; init; }

    public string? AppId { get; init; }

    public string? AppOwnerOrganizationId { get; init; }

    public string? ServicePrincipalType { get; init; }

    public string? UserPrincipalName { get; init; }
}

internal sealed record GraphDirectoryRole(string? RoleTemplateId);

internal sealed record GetByIds(IReadOnlyList<string> Ids)
{
    /// <summary>One page of an answer: a longer one would go on at a link that a POST cannot follow.</summary>
    public const int Most = 100;
}

internal sealed record GetUserOwned(string UserId, string Type);

[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<GraphApplication>))]
[JsonSerializable(typeof(Page<GraphServicePrincipal>))]
[JsonSerializable(typeof(Page<GraphFederation>))]
[JsonSerializable(typeof(Page<GraphObject>))]
[JsonSerializable(typeof(Page<GraphDirectoryRole>))]
[JsonSerializable(typeof(Page<GraphUser>))]
[JsonSerializable(typeof(GraphInvitation))]
[JsonSerializable(typeof(AddPassword))]
[JsonSerializable(typeof(RemovePassword))]
[JsonSerializable(typeof(GetByIds))]
[JsonSerializable(typeof(GetUserOwned))]
internal sealed partial class GraphJson : JsonSerializerContext;
