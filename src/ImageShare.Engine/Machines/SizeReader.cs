using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Resources;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Reads what sizes a subscription may use in a region, and how many cores are left.</summary>
internal sealed class SizeReader(Builder builder)
{
    private readonly SubscriptionResource _subscription =
        builder.Client().GetSubscriptionResource(SubscriptionResource.CreateResourceIdentifier(builder.SubscriptionId));

    /// <summary>Null when they may not be read: with a role on one resource group, nothing of the subscription may.</summary>
    public async Task<SizeOffer?> ReadAsync(string location, ICaller caller, CancellationToken cancellationToken)
    {
        try
        {
            var sizes = SizesAsync(location, cancellationToken);
            var left = CoresLeftAsync(location, cancellationToken);
            await Task.WhenAll(sizes, left);
            return new(location, await sizes, await left);
        }
        catch (RequestFailedException refusal)
        {
            caller.Verbose(
                $"The sizes and quotas of subscription {builder.SubscriptionId} cannot be read ({ServiceErrors.Explain(refusal).Code}): "
                + "a size is taken that fits the image, without a look at what the subscription may use.");
            return null;
        }
    }

    // By location: the list of all regions has tens of MB.
    private async Task<IReadOnlyList<VirtualMachineSize>> SizesAsync(string location, CancellationToken cancellationToken)
    {
        List<VirtualMachineSize> sizes = [];
        var skus = _subscription.GetComputeResourceSkusAsync($"location eq '{location}'", cancellationToken: cancellationToken);
        await foreach (var sku in skus)
        {
            if (VirtualMachineSize.Of(sku) is { } size)
                sizes.Add(size);
        }

        return sizes;
    }

    private async Task<IReadOnlyDictionary<string, long>> CoresLeftAsync(string location, CancellationToken cancellationToken)
    {
        Dictionary<string, long> left = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var usage in _subscription.GetUsagesAsync(new AzureLocation(location), cancellationToken))
            left[usage.Name.Value] = usage.Limit - usage.CurrentValue;
        return left;
    }
}
