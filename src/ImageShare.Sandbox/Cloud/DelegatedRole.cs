namespace ImageShare.Sandbox.Cloud;

/// <summary>A role that a delegation gives to a principal of another tenant: in force a little after the delegation is there.</summary>
internal sealed record DelegatedRole
{
    /// <summary>ARM id of the registration assignment.</summary>
    public required string AssignmentId { get; init; }

    public required string Scope { get; init; }

    public required string TenantId { get; init; }

    public required string PrincipalId { get; init; }

    /// <summary>The role definition's GUID.</summary>
    public required string RoleDefinitionId { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    public bool Gives(string principalId, string roleDefinitionId) =>
        PrincipalId.Equals(principalId, StringComparison.OrdinalIgnoreCase)
        && RoleDefinitionId.Equals(roleDefinitionId, StringComparison.OrdinalIgnoreCase);
}
