using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Takes roles. What is gone already is success.</summary>
internal sealed class RoleTaker(EngineContext context, ICaller caller)
{
    private readonly RoleAssignmentClient _client = new(context);

    /// <param name="assignmentId">ARM id of the role assignment.</param>
    /// <param name="role">Name of the role.</param>
    /// <param name="who">Who has it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TakeAsync(string assignmentId, string? role, string who, CancellationToken cancellationToken)
    {
        if (!await caller.ShouldProcessAsync(assignmentId, $"Take role '{role}' from {who}"))
            return;

        await _client.DeleteAsync(assignmentId, cancellationToken);
        caller.Verbose($"Took role '{role}' from {who}.");
    }

    /// <summary>Takes the roles by which a principal reads at exactly that scope, and says which it keeps above.</summary>
    public async Task TakeAsync(ResourceIdentifier scope, Principal principal, string? roleName, CancellationToken cancellationToken)
    {
        var role = roleName is null ? null : await new RoleFinder(_client).FindAsync(scope, roleName, cancellationToken);
        var roles = new ReadingRoles(_client);
        var who = principal.Words;
        var none = true;
        var assignments = await _client.ListAsync(scope, principal.ObjectId, cancellationToken).ToListAsync(cancellationToken);
        foreach (var assignment in assignments)
        {
            var properties = assignment.Properties;
            var found = role is null ? await roles.FindAsync(scope, properties.RoleDefinitionId, cancellationToken)
                : properties.RoleDefinitionId.EndsWith('/' + role.Id, StringComparison.OrdinalIgnoreCase) ? role
                : null;
            if (found is null)
                continue;
            if (!scope.ToString().Equals(properties.Scope, StringComparison.OrdinalIgnoreCase))
            {
                WarnElsewhere(scope, who, found, properties.Scope!);
                continue;
            }

            none = false;
            await TakeAsync(assignment.Id!, found.Name, who, cancellationToken);
        }

        if (none)
            caller.Verbose($"{who} has no such role at {scope}.");
    }

    private void WarnElsewhere(ResourceIdentifier scope, string who, Role role, string elsewhere)
    {
        var inside = elsewhere.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase);
        caller.Warning($"{who} still reads {(inside ? "there" : "it")}: the role '{role.Name}' is given at {elsewhere}.");
    }
}
