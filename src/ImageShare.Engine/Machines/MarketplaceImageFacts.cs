using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Resources;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Facts of a Marketplace image: its system, and the plan that its VMs must carry.</summary>
internal static class MarketplaceImageFacts
{
    public static async Task<GalleryImage> ReadAsync(
        Builder builder, MarketplaceImage image, string location, CancellationToken cancellationToken)
    {
        var subscription = builder.Client().GetSubscriptionResource(new ResourceIdentifier($"/subscriptions/{builder.SubscriptionId}"));
        try
        {
            var version = image.Version.Equals("latest", StringComparison.OrdinalIgnoreCase)
                ? await LatestAsync(subscription, image, location, cancellationToken) : image.Version;
            var facts = (await subscription.GetVirtualMachineImageAsync(
                new AzureLocation(location), image.Publisher, image.Offer, image.Sku, version, cancellationToken)).Value;
            return Of(image, version, facts, builder.SubscriptionId);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            throw NotFound(image, location);
        }
    }

    private static async Task<string> LatestAsync(
        SubscriptionResource subscription, MarketplaceImage image, string location, CancellationToken cancellationToken)
    {
        await foreach (var version in subscription.GetVirtualMachineImagesAsync(
            new AzureLocation(location), image.Publisher, image.Offer, image.Sku, top: 1, orderby: "name desc",
            cancellationToken: cancellationToken))
        {
            return version.Name;
        }

        throw NotFound(image, location);
    }

    private static GalleryImage Of(MarketplaceImage image, string version, VirtualMachineImage facts, string subscriptionId) => new()
    {
        Name = image.Sku,
        Version = version,
        ResourceGroupName = "",
        GalleryName = "",
        SubscriptionId = subscriptionId,
        ImageId = $"{image}",
        OSType = facts.OSDiskImageOperatingSystem?.ToString(),
        // The Marketplace has no specialized images.
        OSState = "Generalized",
        HyperVGeneration = facts.HyperVGeneration?.ToString(),
        Architecture = facts.Architecture?.ToString(),
        SecurityType = Feature(facts, "SecurityType") ?? "Standard",
        DiskControllerTypes = Feature(facts, "DiskControllerTypes")?.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        Plan = facts.Plan is { } plan ? new(plan.Publisher, plan.Product, plan.Name) : null,
    };

    private static string? Feature(VirtualMachineImage facts, string name) =>
        facts.Features.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static ImageShareException NotFound(MarketplaceImage image, string location) =>
        new("PlatformImageNotFound", ErrorKind.ObjectNotFound, $"The Marketplace has no image {image} in {location}.")
        {
            Target = $"{image}",
            Reason = "A wrong name, a version that was withdrawn, or a private plan that this subscription may not see.",
            Fix = "Check publisher, offer, SKU and version with the publisher; for a private plan: Set-MarketplacePlanAudience.",
            Who = Party.Publisher,
        };
}
