using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Access;

internal sealed record RoleAssignment(RoleAssignmentProperties Properties)
{
    public string? Id { get; init; }
}

internal sealed record RoleAssignmentProperties(string RoleDefinitionId, string PrincipalId)
{
    public string? PrincipalType { get; init; }

    public string? Scope { get; init; }

    public string? Description { get; init; }
}

/// <summary>As "Azure RBAC REST API versions" describes it since 2019-08-01-preview.</summary>
internal sealed record RoleAssignmentUsage(int RoleAssignmentsLimit, int RoleAssignmentsRemainingCount);

internal sealed record RoleDefinition(string Name, RoleDefinitionProperties Properties);

internal sealed record RoleDefinitionProperties(string RoleName)
{
    /// <summary>BuiltInRole or CustomRole.</summary>
    public string? Type { get; init; }

    public IReadOnlyList<RolePermission>? Permissions { get; init; }
}

internal sealed record RolePermission
{
    public IReadOnlyList<string>? Actions { get; init; }

    public IReadOnlyList<string>? NotActions { get; init; }

    public IReadOnlyList<string>? DataActions { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<RoleAssignment>))]
[JsonSerializable(typeof(Page<RoleDefinition>))]
[JsonSerializable(typeof(Page<RolePermission>))]
[JsonSerializable(typeof(RoleAssignmentUsage))]
internal sealed partial class RoleJson : JsonSerializerContext;
