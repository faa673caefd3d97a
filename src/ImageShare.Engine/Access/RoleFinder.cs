using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>A role by its id and its name.</summary>
internal sealed record Role(string Id, string Name);

/// <summary>Finds a role by name or id (GUID).</summary>
internal sealed class RoleFinder(RoleAssignmentClient client)
{
    public async Task<Role> FindAsync(ResourceIdentifier scope, string nameOrId, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(nameOrId, out _))
        {
            var id = InputRules.Guid(nameOrId, "RoleDefinitionName");
            var name = BuiltInRoles.NameOf(id)
                ?? (await client.FindRoleAsync(scope, id, cancellationToken))?.Properties.RoleName ?? throw NotFound(scope, nameOrId);
            return new Role(id, name);
        }

        if (string.IsNullOrWhiteSpace(nameOrId))
            throw InputRules.Refuse("RoleDefinitionName", nameOrId, "-RoleDefinitionName must name a role.");
        if (BuiltInRoles.IdOf(nameOrId) is { } known)
            return new Role(known, BuiltInRoles.NameOf(known)!);

        return await client.FindRolesAsync(scope, nameOrId, cancellationToken) switch
        {
            [var role] => new Role(role.Name, role.Properties.RoleName),
            [] => throw NotFound(scope, nameOrId),
            var several => throw new ImageShareException(
                "RoleDefinitionAmbiguous", ErrorKind.InvalidArgument, $"{several.Count} roles are called '{nameOrId}'.")
            {
                Target = scope.ToString(),
                Fix = $"Give one of their ids: {string.Join(", ", several.Select(r => r.Name))}.",
            },
        };
    }

    private static ImageShareException NotFound(ResourceIdentifier scope, string nameOrId) =>
        new("RoleDefinitionDoesNotExist", ErrorKind.ObjectNotFound, $"There is no role '{nameOrId}' that could be given at {scope}.")
        {
            Target = nameOrId,
            Fix = "Check the name: the English one, as the Azure portal shows it in English, or the id of a custom role.",
        };
}
