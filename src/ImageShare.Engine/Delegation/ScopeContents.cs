using Azure.Core;
using ImageShare.Engine.Graph;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Says what else the other company will see: a delegation cannot be narrower than a resource group.</summary>
internal sealed class ScopeContents(DelegationClient client, ICaller caller)
{
    private const int Shown = 10;

    // Whoever has only these sees images, or nothing at all.
    private static readonly string[] s_narrow = ["cf7c76d2-98a3-4358-a134-615aa78bf44d", "91c1777a-f3dc-4fae-b103-61d183457e46"];

    /// <summary>Whether a role (GUID) shows images at most.</summary>
    public static bool IsNarrow(string roleDefinitionId) => s_narrow.Contains(roleDefinitionId, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a scope holds beside galleries.</summary>
    public static IAsyncEnumerable<ResourceItem> NeighboursAsync(
        DelegationClient client, ResourceIdentifier scope, CancellationToken cancellationToken) =>
        client.ListResourcesAsync(scope, type: null, cancellationToken).Where(
            resource => resource.Type?.StartsWith("Microsoft.Compute/galleries", StringComparison.OrdinalIgnoreCase) is not true,
            cancellationToken);

    /// <summary>Refuses a resource group that is not there, too.</summary>
    public async Task WarnAsync(ResourceIdentifier scope, DelegationTerms terms, CancellationToken cancellationToken)
    {
        var (names, count) = (new List<string>(), 0);
        await foreach (var resource in NeighboursAsync(client, scope, cancellationToken))
        {
            if (++count <= Shown)
                names.Add($"{resource.Name} ({resource.Type})");
        }

        if (count == 0 || terms.Authorizations.Concat(terms.EligibleAuthorizations).All(a => IsNarrow(a.RoleDefinitionId)))
            return;

        var what = scope.ResourceGroupName is null ? "The whole subscription" : $"The resource group '{scope.Name}'";
        var rest = count > Shown ? $" and {count - Shown} more" : "";
        caller.Warning($"{what} holds more than galleries; the other company will see all of it: {string.Join(", ", names)}{rest}. "
            + "Better keep galleries in a resource group of their own, or give the role Compute Gallery Image Reader.");
    }
}
