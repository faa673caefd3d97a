namespace ImageShare.Model;

/// <summary>A role that a principal of the consumer's tenant has through a delegation, all the time.</summary>
public record LighthouseAuthorization
{
    /// <summary>Object id (GUID) of a user, security group or service principal of the consumer's tenant.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Name of the principal, as the publisher wrote it; Azure does not check it.</summary>
    public string? PrincipalDisplayName { get; init; }

    /// <summary>Id (GUID) of a built-in role.</summary>
    public required string RoleDefinitionId { get; init; }

    /// <summary>Name of the role; its id where the name is not known offline.</summary>
    public string RoleDefinitionName { get => field ?? RoleDefinitionId; init; }

    /// <summary>Ids (GUID) of the roles that a User Access Administrator may give to managed identities.</summary>
    public IReadOnlyList<string> DelegatedRoleDefinitionIds { get; init => field = value.ToArray(); } = [];

    /// <inheritdoc />
    public override string ToString() => $"{RoleDefinitionName}: {PrincipalDisplayName ?? PrincipalId}";
}

/// <summary>A role that a principal may activate for a while (Privileged Identity Management).</summary>
public sealed record EligibleLighthouseAuthorization : LighthouseAuthorization
{
    /// <summary>How long one activation lasts at most: 30 minutes to 8 hours.</summary>
    public TimeSpan MaximumActivationDuration { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Azure (another factor is asked for at activation) or None.</summary>
    public string MultiFactorAuthProvider { get; init; } = "None";

    /// <summary>Who must approve an activation; nobody when empty.</summary>
    public IReadOnlyList<LighthouseApprover> Approvers { get; init => field = value.ToArray(); } = [];

    // Declared here, too: PowerShell shows in lists what the type itself declares.
    /// <inheritdoc />
    public override string ToString() => base.ToString();
}

/// <summary>Who approves activations.</summary>
/// <param name="PrincipalId">Object id (GUID) of a user or group of the consumer's tenant.</param>
/// <param name="PrincipalDisplayName">Name, as the publisher wrote it.</param>
public sealed record LighthouseApprover(string PrincipalId, string? PrincipalDisplayName = null)
{
    /// <inheritdoc />
    public override string ToString() => PrincipalDisplayName ?? PrincipalId;
}
