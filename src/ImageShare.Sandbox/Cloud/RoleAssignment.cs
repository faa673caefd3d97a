namespace ImageShare.Sandbox.Cloud;

/// <summary>A role at a scope. Listed at once, effective a little later: as in Azure.</summary>
internal sealed record RoleAssignment
{
    /// <summary>A GUID.</summary>
    public required string Name { get; init; }

    public required string Scope { get; init; }

    /// <summary>The role definition's GUID.</summary>
    public required string RoleDefinitionId { get; init; }

    public required string PrincipalId { get; init; }

    public required string PrincipalType { get; init; }

    public string? Description { get; init; }

    public string? CreatedBy { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    public string Id => $"{Scope.TrimEnd('/')}/providers/Microsoft.Authorization/roleAssignments/{Name}";
}

/// <summary>Built-in roles that the seed hands out; what they allow is the ARM room's knowledge.</summary>
internal static class BuiltInRoleIds
{
    public const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
}
