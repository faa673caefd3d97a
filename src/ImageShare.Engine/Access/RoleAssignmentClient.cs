using Azure;
using Azure.Core;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Access;

/// <summary>Role assignments and role definitions of Azure Resource Manager.</summary>
internal sealed class RoleAssignmentClient(EngineContext context)
{
    private const string Provider = "providers/Microsoft.Authorization";

    private readonly RestClient _rest = RestClient.ForResourceManager(context);

    /// <summary>The assignment of that role to that principal at exactly that scope; null when there is none (yet).</summary>
    public async Task<RoleAssignment?> FindAsync(
        ResourceIdentifier scope, string roleId, string principalId, CancellationToken cancellationToken)
    {
        await foreach (var assignment in ListAsync(scope, principalId, cancellationToken))
        {
            var properties = assignment.Properties;
            if (Same(properties.Scope, scope.ToString())
                && properties.RoleDefinitionId.EndsWith('/' + roleId, StringComparison.OrdinalIgnoreCase))
            {
                return assignment;
            }
        }

        return null;
    }

    /// <summary>Assignments in force at the scope, given to the principal or to a group that it is in.</summary>
    public IAsyncEnumerable<RoleAssignment> ListAssignedAsync(
        ResourceIdentifier scope, string principalId, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{scope}/{Provider}/roleAssignments?api-version={ApiVersions.RoleAssignments}"
                + $"&$filter={Uri.EscapeDataString($"atScope() and assignedTo('{principalId}')")}",
            RoleJson.Default.PageRoleAssignment, cancellationToken);

    /// <summary>What a principal was given at the scope, above it and below.</summary>
    public IAsyncEnumerable<RoleAssignment> ListAsync(ResourceIdentifier scope, string principalId, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{scope}/{Provider}/roleAssignments?api-version={ApiVersions.RoleAssignments}"
                + $"&$filter={Uri.EscapeDataString($"principalId eq '{principalId}'")}",
            RoleJson.Default.PageRoleAssignment, cancellationToken)
        .Where(a => Same(a.Properties.PrincipalId, principalId), cancellationToken);

    /// <summary>How many role assignments a subscription has, and may have.</summary>
    public Task<RoleAssignmentUsage> UsageAsync(string subscriptionId, CancellationToken cancellationToken) =>
        _rest.GetAsync(
            $"/subscriptions/{subscriptionId}/{Provider}/roleAssignmentsUsageMetrics?api-version={ApiVersions.RoleAssignmentUsage}",
            RoleJson.Default.RoleAssignmentUsage, cancellationToken);

    /// <summary>What everyone was given at the scope, above it and below.</summary>
    public IAsyncEnumerable<RoleAssignment> ListAllAsync(ResourceIdentifier scope, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{scope}/{Provider}/roleAssignments?api-version={ApiVersions.RoleAssignments}", RoleJson.Default.PageRoleAssignment,
            cancellationToken);

    public Task DeleteAsync(string assignmentId, CancellationToken cancellationToken) =>
        _rest.DeleteAsync($"{assignmentId}?api-version={ApiVersions.RoleAssignments}", cancellationToken);

    public Task<RoleAssignment> CreateAsync(
        ResourceIdentifier scope, Guid name, RoleAssignmentProperties properties, CancellationToken cancellationToken) =>
        _rest.SendAsync(
            RequestMethod.Put, $"{IdOf(scope, name)}?api-version={ApiVersions.RoleAssignments}", new RoleAssignment(properties),
            RoleJson.Default.RoleAssignment, RoleJson.Default.RoleAssignment, cancellationToken);

    /// <summary>Roles of that name that can be assigned at the scope.</summary>
    public async Task<IReadOnlyList<RoleDefinition>> FindRolesAsync(
        ResourceIdentifier scope, string roleName, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"roleName eq '{roleName.Replace("'", "''", StringComparison.Ordinal)}'");
        return (await _rest.GetAsync(
            $"{scope}/{Provider}/roleDefinitions?api-version={ApiVersions.RoleAssignments}&$filter={filter}",
            RoleJson.Default.PageRoleDefinition, cancellationToken)).Value;
    }

    public async Task<RoleDefinition?> FindRoleAsync(ResourceIdentifier scope, string roleId, CancellationToken cancellationToken)
    {
        try
        {
            return await _rest.GetAsync(
                $"{RoleDefinitionId(scope, roleId)}?api-version={ApiVersions.RoleAssignments}", RoleJson.Default.RoleDefinition,
                cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public static string IdOf(ResourceIdentifier scope, Guid name) => $"{scope}/{Provider}/roleAssignments/{name}";

    public static string RoleDefinitionId(ResourceIdentifier scope, string roleId) =>
        $"/subscriptions/{scope.SubscriptionId}/{Provider}/roleDefinitions/{roleId}";

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
