using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Delegation;

// Microsoft.ManagedServices on the wire; the parameters of the sample templates have the same words.

internal sealed record RegistrationDefinition(RegistrationDefinitionProperties Properties)
{
    public string? Id { get; init; }
}

internal sealed record RegistrationDefinitionProperties
{
    public string? RegistrationDefinitionName { get; init; }

    public string? Description { get; init; }

    public required string ManagedByTenantId { get; init; }

    public IReadOnlyList<AuthorizationBody>? Authorizations { get; init; }

    public IReadOnlyList<EligibleAuthorizationBody>? EligibleAuthorizations { get; init; }

    public string? ManageeTenantId { get; init; }
}

internal sealed record AuthorizationBody(string PrincipalId, string RoleDefinitionId)
{
    public string? PrincipalIdDisplayName { get; init; }

    public IReadOnlyList<string>? DelegatedRoleDefinitionIds { get; init; }
}

internal sealed record EligibleAuthorizationBody(string PrincipalId, string RoleDefinitionId)
{
    public string? PrincipalIdDisplayName { get; init; }

    public JustInTimeAccessPolicy? JustInTimeAccessPolicy { get; init; }
}

internal sealed record JustInTimeAccessPolicy(string MultiFactorAuthProvider)
{
    /// <summary>ISO 8601: PT8H.</summary>
    public string? MaximumActivationDuration { get; init; }

    public IReadOnlyList<ApproverBody>? ManagedByTenantApprovers { get; init; }
}

internal sealed record ApproverBody(string PrincipalId)
{
    public string? PrincipalIdDisplayName { get; init; }
}

internal sealed record RegistrationAssignment(RegistrationAssignmentProperties Properties)
{
    public string? Id { get; init; }
}

internal sealed record RegistrationAssignmentProperties(string RegistrationDefinitionId)
{
    public string? ProvisioningState { get; init; }

    public RegistrationDefinition? RegistrationDefinition { get; init; }
}

internal sealed record ProviderState
{
    public string? RegistrationState { get; init; }
}

internal sealed record SubscriptionItem(string SubscriptionId, string? TenantId);

/// <summary>A resource or a resource group.</summary>
internal sealed record ResourceItem(string Id, string Name, string? Type);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegistrationDefinition))]
[JsonSerializable(typeof(Page<RegistrationAssignment>))]
[JsonSerializable(typeof(IReadOnlyList<AuthorizationBody>))]
[JsonSerializable(typeof(IReadOnlyList<EligibleAuthorizationBody>))]
[JsonSerializable(typeof(Page<SubscriptionItem>))]
[JsonSerializable(typeof(Page<ResourceItem>))]
[JsonSerializable(typeof(ProviderState))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DelegationJson : JsonSerializerContext;
