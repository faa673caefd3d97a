using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What a size must be able to do.</summary>
internal sealed record SizeNeeds(string Architecture, string Generation, string? SecurityType, IReadOnlyList<string> DiskControllers)
{
    public string? Zone { get; init; }

    public bool Spot { get; init; }

    public static SizeNeeds Of(SharedImageVMSpec spec, GalleryImage image) => new(
        image.Architecture ?? "x64", image.HyperVGeneration ?? "V1", MachineSecurity.Of(image, spec.SecurityType),
        image.DiskControllerTypes is { Count: > 0 } controllers ? controllers : ["SCSI"])
    {
        Zone = spec.Zone,
        Spot = spec.Spot,
    };
}

/// <summary>
/// The size of a VM when none was asked for: small, current, one that the image boots on and that the subscription may use there.
/// </summary>
internal static class SizeChooser
{
    /// <summary>A size of the offer, with all that is known of it; the usual one, of which only the name is, without an offer.</summary>
    public static VirtualMachineSize Choose(SizeNeeds needs, SizeOffer? offer)
    {
        var usual = Usual(needs);
        if (offer is null)
            return new(usual, "");
        var fitting = offer.Sizes.Where(size => Fits(needs, size)).ToList();
        var offered = fitting.Where(size => size.IsOffered && (needs.Zone is null || size.Zones.Contains(needs.Zone))).ToList();
        var free = offered.Where(size => HasQuota(needs, offer, size)).ToList();
        if (free.Count == 0)
            throw None(needs, offer, fitting.Count, offered.Count);
        return free.Find(size => size.Name == usual)
            ?? free.OrderBy(size => Math.Abs(size.Cores - 2)).ThenBy(size => Math.Abs(size.MemoryGB - 8))
                .ThenByDescending(size => size.Name[^1]).ThenBy(size => size.Name, StringComparer.Ordinal).First();
    }

    /// <summary>True when the image boots from no other disk controller.</summary>
    public static bool RequiresNvme(IReadOnlyList<string> imageControllers) =>
        imageControllers.Count > 0 && !imageControllers.Contains("SCSI", StringComparer.OrdinalIgnoreCase);

    /// <summary>The quotas that a VM of that size takes its cores from.</summary>
    public static IEnumerable<string> Quotas(bool spot, VirtualMachineSize size) => spot ? ["lowPriorityCores"] : ["cores", size.Family];

    // From what the sizes' pages say, for who may not read the list of a subscription.
    private static string Usual(SizeNeeds needs)
    {
        var arm = Same(needs.Architecture, "Arm64");
        // No burstable size has an NVMe controller; the v6 sizes have nothing else (x64) or both (Cobalt).
        if (RequiresNvme(needs.DiskControllers))
            return arm ? "Standard_D2pls_v6" : "Standard_D2ls_v6";
        if (needs.SecurityType == MachineSecurity.ConfidentialVM)
            return "Standard_DC2as_v5";
        // Burstable sizes have no spare capacity.
        if (needs.Spot)
            return arm ? "Standard_D2ps_v5" : "Standard_D2as_v5";
        // 2 vCPU and 8 GiB run Windows too. Bsv2: both generations, trusted launch; its forerunner B2s is a "previous generation" size.
        return arm ? "Standard_B2ps_v2" : "Standard_B2s_v2";
    }

    private static bool Fits(SizeNeeds needs, VirtualMachineSize size) =>
        size is { Cores: >= 2 and <= 8, MemoryGB: >= 4, Gpus: 0 }
        && !size.Name.EndsWith("Promo", StringComparison.OrdinalIgnoreCase)
        && Same(size.Architecture, needs.Architecture)
        && size.Generations.Contains(needs.Generation, StringComparer.OrdinalIgnoreCase)
        && size.DiskControllers.Intersect(needs.DiskControllers, StringComparer.OrdinalIgnoreCase).Any()
        && size.IsConfidential == (needs.SecurityType == MachineSecurity.ConfidentialVM)
        && (needs.SecurityType != MachineSecurity.TrustedLaunch || size.HasTrustedLaunch)
        && (!needs.Spot || size.IsSpotCapable);

    private static bool HasQuota(SizeNeeds needs, SizeOffer offer, VirtualMachineSize size)
    {
        return Quotas(needs.Spot, size).All(Has);

        bool Has(string quota) => !offer.CoresLeft.TryGetValue(quota, out var left) || left >= size.Cores;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static ImageShareException None(SizeNeeds needs, SizeOffer offer, int fitting, int offered)
    {
        var where = needs.Zone is null ? offer.Location : $"zone {needs.Zone} of {offer.Location}";
        var what = $"{needs.Architecture}, generation {needs.Generation}, {needs.SecurityType ?? "no security type"}, "
            + $"{string.Join(" or ", needs.DiskControllers)}{(needs.Spot ? ", Spot" : "")}";
        return offered > 0
            ? new("QuotaExceeded", ErrorKind.QuotaExceeded, $"The subscription has no quota left in {offer.Location} for a size that fits.")
            {
                Target = offer.Location,
                Reason = $"{offered} sizes of 2 to 8 vCPUs fit the image ({what}); the quota of each is used up.",
                Fix = "Choose another -Location, give a -Size of a family with quota, or ask for more quota.",
                Who = Party.Consumer,
            }
            : new("SkuNotAvailable", ErrorKind.ResourceUnavailable, $"No size that fits the image can be had in {where}.")
            {
                Target = offer.Location,
                Reason = fitting == 0 ? $"The region has no size of 2 to 8 vCPUs for: {what}."
                    : $"{fitting} sizes fit ({what}), but none is offered to this subscription there.",
                Fix = "Choose another -Location or -Zone, or give -Size.",
                Who = Party.Consumer,
            };
    }
}
