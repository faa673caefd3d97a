using System.Collections.Concurrent;
using System.IO.Enumeration;
using Azure.Core;

namespace ImageShare.Engine.Access;

/// <summary>Tells the roles that let read image versions from those that do not; each unknown one is looked up once.</summary>
internal sealed class ReadingRoles(RoleAssignmentClient client)
{
    private const string Read = "Microsoft.Compute/galleries/images/versions/read";

    private readonly ConcurrentDictionary<string, Lazy<Task<Role?>>> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The role; null when it does not let read.</summary>
    /// <param name="scope">Anything in the subscription that the role is given in.</param>
    /// <param name="roleDefinitionId">GUID, or an ARM id that ends in it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Role?> FindAsync(ResourceIdentifier scope, string roleDefinitionId, CancellationToken cancellationToken)
    {
        var id = roleDefinitionId[(roleDefinitionId.LastIndexOf('/') + 1)..];
        return _known.GetOrAdd(id, _ => new(() => LookAsync(scope, id, cancellationToken))).Value;
    }

    private async Task<Role?> LookAsync(ResourceIdentifier scope, string id, CancellationToken cancellationToken)
    {
        if (BuiltInRoles.ReadsImages(id) is { } reads)
            return reads ? new Role(id, BuiltInRoles.NameOf(id)!) : null;

        // What cannot be looked up may let read: better one line too many.
        var definition = await client.FindRoleAsync(scope, id, cancellationToken);
        return definition is null ? new Role(id, id)
            : (definition.Properties.Permissions ?? []).Any(Allows) ? new Role(id, definition.Properties.RoleName)
            : null;
    }

    private static bool Allows(RolePermission permission) => Any(permission.Actions) && !Any(permission.NotActions);

    private static bool Any(IReadOnlyList<string>? patterns) => (patterns ?? []).Any(p => FileSystemName.MatchesSimpleExpression(p, Read));
}
