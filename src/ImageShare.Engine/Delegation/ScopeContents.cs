using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Says what else the other company will see: a delegation cannot be narrower than a resource group.</summary>
internal sealed class ScopeContents(DelegationClient client, ICaller caller)
{
    private const int Shown = 10;

    // Whoever has only these sees images, or nothing at all.
    private static readonly string[] s_narrow = ["cf7c76d2-98a3-4358-a134-615aa78bf44d", "91c1777a-f3dc-4fae-b103-61d183457e46"];

    /// <summary>Refuses a resource group that is not there, too.</summary>
    public async Task WarnAsync(ResourceIdentifier scope, DelegationTerms terms, CancellationToken cancellationToken)
    {
        var (names, count) = (new List<string>(), 0);
        await foreach (var resource in client.ListResourcesAsync(scope, type: null, cancellationToken))
        {
            if (resource.Type?.StartsWith("Microsoft.Compute/galleries", StringComparison.OrdinalIgnoreCase) is true)
                continue;
            if (++count <= Shown)
                names.Add($"{resource.Name} ({resource.Type})");
        }

        if (count == 0 || terms.Authorizations.Concat(terms.EligibleAuthorizations).All(a => s_narrow.Contains(a.RoleDefinitionId)))
            return;

        var what = scope.ResourceGroupName is null ? "The whole subscription" : $"The resource group '{scope.Name}'";
        var rest = count > Shown ? $" and {count - Shown} more" : "";
        caller.Warning($"{what} holds more than galleries; the other company will see all of it: {string.Join(", ", names)}{rest}. "
            + "Better keep galleries in a resource group of their own, or give the role Compute Gallery Image Reader.");
    }
}
