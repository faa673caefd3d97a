using Azure;
using Azure.Core;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Registration definitions and assignments of Azure Lighthouse, with the sign-in's own token.</summary>
internal sealed class DelegationClient(EngineContext context)
{
    public const string Namespace = "Microsoft.ManagedServices";

    private const string Assignments = $"providers/{Namespace}/registrationAssignments";
    private const string Version = $"api-version={ApiVersions.ManagedServices}";
    private const string Expanded = $"{Version}&$expandRegistrationDefinition=true";

    public RestClient Rest { get; } = RestClient.ForResourceManager(context);

    public static string DefinitionId(string subscriptionId, Guid name) =>
        $"/subscriptions/{subscriptionId}/providers/{Namespace}/registrationDefinitions/{name}";

    public static string AssignmentId(ResourceIdentifier scope, Guid name) => $"{scope}/{Assignments}/{name}";

    /// <summary>ARM id of what an assignment delegates.</summary>
    public static ResourceIdentifier ScopeOf(string assignmentId) =>
        new(assignmentId[..assignmentId.IndexOf($"/{Assignments}/", StringComparison.OrdinalIgnoreCase)]);

    /// <summary>Delegations at a scope and below, as far as Azure shows them; none where the provider was never used.</summary>
    public async Task<IReadOnlyList<RegistrationAssignment>> ListAsync(ResourceIdentifier scope, CancellationToken cancellationToken)
    {
        try
        {
            return await Rest.ListAsync(
                $"{scope}/{Assignments}?{Expanded}", DelegationJson.Default.PageRegistrationAssignment, cancellationToken)
                .Where(a => a.Id is not null && a.Properties.RegistrationDefinition is not null, cancellationToken)
                .ToListAsync(cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == ProviderRegistrar.Missing)
        {
            return [];
        }
    }

    /// <summary>Null when it is gone.</summary>
    public Task<RegistrationAssignment?> FindAsync(string assignmentId, CancellationToken cancellationToken) =>
        Rest.FindAsync($"{assignmentId}?{Expanded}", DelegationJson.Default.RegistrationAssignment, cancellationToken);

    public Task PutDefinitionAsync(string definitionId, RegistrationDefinitionProperties properties, CancellationToken cancellationToken) =>
        Rest.SendAsync(
            RequestMethod.Put, $"{definitionId}?{Version}", new RegistrationDefinition(properties),
            DelegationJson.Default.RegistrationDefinition, cancellationToken);

    public Task<RunningOperation> PutAssignmentAsync(string assignmentId, string definitionId, CancellationToken cancellationToken) =>
        Rest.StartAsync(
            RequestMethod.Put, $"{assignmentId}?{Version}", new RegistrationAssignment(new RegistrationAssignmentProperties(definitionId)),
            DelegationJson.Default.RegistrationAssignment, cancellationToken);

    public Task<RunningOperation> DeleteAssignmentAsync(string assignmentId, CancellationToken cancellationToken) =>
        Rest.StartAsync(
            RequestMethod.Delete, $"{assignmentId}?{Version}", null, DelegationJson.Default.RegistrationAssignment, cancellationToken);

    public Task DeleteDefinitionAsync(string definitionId, CancellationToken cancellationToken) =>
        Rest.DeleteAsync($"{definitionId}?{Version}", cancellationToken);

    public IAsyncEnumerable<SubscriptionItem> ListSubscriptionsAsync(CancellationToken cancellationToken) =>
        Rest.ListAsync(
            $"subscriptions?api-version={ApiVersions.Subscriptions}", DelegationJson.Default.PageSubscriptionItem, cancellationToken);

    public IAsyncEnumerable<ResourceItem> ListResourceGroupsAsync(string subscriptionId, CancellationToken cancellationToken) =>
        Rest.ListAsync(
            $"subscriptions/{subscriptionId}/resourceGroups?api-version={ApiVersions.Resources}", DelegationJson.Default.PageResourceItem,
            cancellationToken);

    /// <summary>What the sign-in may read below a subscription or a resource group; of one type, when one is named.</summary>
    public IAsyncEnumerable<ResourceItem> ListResourcesAsync(ResourceIdentifier scope, string? type, CancellationToken cancellationToken)
    {
        var filter = type is null ? "" : $"&$filter={Uri.EscapeDataString($"resourceType eq '{type}'")}";
        return Rest.ListAsync(
            $"{scope}/resources?api-version={ApiVersions.Resources}{filter}", DelegationJson.Default.PageResourceItem, cancellationToken);
    }
}
