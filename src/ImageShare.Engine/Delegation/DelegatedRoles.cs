using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Finds the roles of a delegation, and refuses those that Lighthouse does not take.</summary>
/// <param name="client">Where to look up a role that is not known offline; null to work offline.</param>
/// <param name="scope">Where the roles are to hold.</param>
internal sealed class DelegatedRoles(RoleAssignmentClient? client, ResourceIdentifier scope)
{
    private static readonly string[] s_changes = ["write", "delete"];

    // Others below Microsoft.Authorization, such as those of policies, are delegated.
    private static readonly HashSet<string> s_blocked =
    [
        "Microsoft.Authorization/*",
        .. from kind in (string[])["*", "roleAssignments", "roleDefinitions", "classicAdministrators", "locks", "denyAssignments"]
           from change in (string[])[.. s_changes, "*"]
           select $"Microsoft.Authorization/{kind}/{change}",
    ];

    private readonly Dictionary<string, Role> _known = new(StringComparer.OrdinalIgnoreCase);

    public async Task<T> ResolveAsync<T>(T authorization, CancellationToken cancellationToken)
        where T : LighthouseAuthorization
    {
        var role = await FindAsync(authorization.RoleDefinitionId, cancellationToken);
        List<string> delegated = [];
        foreach (var name in authorization.DelegatedRoleDefinitionIds)
            delegated.Add((await FindAsync(name, cancellationToken)).Id);

        return authorization with { RoleDefinitionId = role.Id, RoleDefinitionName = role.Name, DelegatedRoleDefinitionIds = delegated };
    }

    private async Task<Role> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(nameOrId, out var known))
            return known;
        if ((BuiltInRoles.IdOf(nameOrId) ?? (BuiltInRoles.NameOf(nameOrId) is null ? null : nameOrId)) is { } id)
            return _known[nameOrId] = new Role(id.ToLowerInvariant(), BuiltInRoles.NameOf(id)!);
        if (client is null)
        {
            return Guid.TryParse(nameOrId, out _)
                ? new Role(InputRules.Guid(nameOrId, "RoleDefinitionName"), nameOrId)
                : throw Unknown(nameOrId, offline: true);
        }

        var definition = await ReadAsync(nameOrId, cancellationToken) ?? throw Unknown(nameOrId, offline: false);
        if (Objection(definition.Properties) is { } reason)
            throw DelegationRules.Restricted(definition.Properties.RoleName, reason);

        return _known[nameOrId] = new Role(definition.Name, definition.Properties.RoleName);
    }

    private async Task<RoleDefinition?> ReadAsync(string nameOrId, CancellationToken cancellationToken) =>
        Guid.TryParse(nameOrId, out _)
            ? await client!.FindRoleAsync(scope, InputRules.Guid(nameOrId, "RoleDefinitionName"), cancellationToken)
            : await client!.FindRolesAsync(scope, nameOrId, cancellationToken) is [var role, ..] ? role : null;

    private static string? Objection(RoleDefinitionProperties role)
    {
        var permissions = role.Permissions ?? [];
        return role.Type == "CustomRole" ? "It is a custom role; Lighthouse takes built-in ones only."
            : permissions.Any(p => p.DataActions is { Count: > 0 }) ? RestrictedRoles.Data
            : permissions.SelectMany(p => (p.Actions ?? []).Where(a => IsAuthorizationChange(a, p))).FirstOrDefault() is { } action
                ? $"It allows {action}, which Lighthouse never delegates."
                : null;
    }

    // "*" is Contributor's: what counts is whether changes of authorizations are taken out again.
    private static bool IsAuthorizationChange(string action, RolePermission permission) =>
        action == "*"
            ? !s_changes.All(
                change => (permission.NotActions ?? []).Contains($"Microsoft.Authorization/*/{change}", StringComparer.OrdinalIgnoreCase))
            : s_blocked.Contains(action, StringComparer.OrdinalIgnoreCase);

    private static ImageShareException Unknown(string nameOrId, bool offline) =>
        new("RoleDefinitionDoesNotExist", ErrorKind.ObjectNotFound, $"There is no built-in role '{nameOrId}'"
            + (offline ? " that is known offline." : "."))
        {
            Target = nameOrId,
            Fix = offline ? "Give the role's id (GUID), or run the command signed in."
                : "Check the name: the English one; or give the role's id (GUID).",
        };
}
