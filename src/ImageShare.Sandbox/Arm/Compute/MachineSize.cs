using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>A size of virtual machines and what it can boot.</summary>
internal sealed record MachineSize(string Name, string Family, int Cores, int MemoryGB, string Architecture, params string[] Generations)
{
    public bool HasTrustedLaunch { get; init; } = true;

    public string DiskControllers { get; init; } = "SCSI";

    /// <summary>Regions where it is sold; null for all.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Runs confidential machines, and no others.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>False for burstable sizes: they have no spare capacity.</summary>
    public bool HasSpot => !Name.StartsWith("Standard_B", StringComparison.Ordinal);

    /// <summary>Regions that sell it, but not to these subscriptions.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    /// <summary>Zones, as <c>westeurope/3</c>, that have it but not for these subscriptions.</summary>
    public IReadOnlyList<string> ClosedZones { get; init; } = [];

    /// <summary>A size that the region sells but cannot give at the moment.</summary>
    public bool IsExhausted { get; init; }

    public static readonly IReadOnlyList<MachineSize> All =
    [
        new("Standard_B1s", "standardBSFamily", 1, 1, "x64", "V1", "V2"),
        new("Standard_B2s", "standardBSFamily", 2, 4, "x64", "V1", "V2"),
        new("Standard_B2ms", "standardBSFamily", 2, 8, "x64", "V1", "V2"),
        new("Standard_B2s_v2", "standardBsv2Family", 2, 8, "x64", "V1", "V2") { Closed = ["uksouth"], ClosedZones = ["westeurope/3"] },
        new("Standard_B2ps_v2", "standardBpsv2Family", 2, 8, "Arm64", "V2") { HasTrustedLaunch = false },
        new("Standard_B2pts_v2", "standardBpsv2Family", 2, 1, "Arm64", "V2") { HasTrustedLaunch = false },
        new("Standard_DS1_v2", "standardDSv2Family", 1, 3, "x64", "V1", "V2") { Closed = ["westeurope", "northeurope"] },
        new("Standard_A2_v2", "standardAv2Family", 2, 4, "x64", "V1") { HasTrustedLaunch = false },
        new("Standard_D2s_v3", "standardDSv3Family", 2, 8, "x64", "V1", "V2"),
        new("Standard_D2s_v5", "standardDSv5Family", 2, 8, "x64", "V1", "V2"),
        new("Standard_D4s_v5", "standardDSv5Family", 4, 16, "x64", "V1", "V2"),
        new("Standard_D2as_v5", "standardDASv5Family", 2, 8, "x64", "V1", "V2"),
        new("Standard_D2s_v6", "standardDsv6Family", 2, 8, "x64", "V2") { DiskControllers = "NVMe" },
        new("Standard_D2ls_v6", "standardDlsv6Family", 2, 4, "x64", "V2") { DiskControllers = "NVMe" },
        new("Standard_D2pls_v6", "standardDplsv6Family", 2, 4, "Arm64", "V2") { DiskControllers = "SCSI,NVMe", HasTrustedLaunch = false },
        new("Standard_D2ps_v5", "standardDPSv5Family", 2, 8, "Arm64", "V2") { HasTrustedLaunch = false },
        new("Standard_DC2as_v5", "standardDCASv5Family", 2, 8, "x64", "V2") { IsConfidential = true, Regions = ["eastus", "westeurope"] },
        new("Standard_DC4as_v5", "standardDCASv5Family", 4, 16, "x64", "V2") { IsConfidential = true, Regions = ["eastus", "westeurope"] },
        new("Standard_E2s_v5", "standardESv5Family", 2, 16, "x64", "V1", "V2") { Regions = ["eastus", "westeurope", "northeurope"] },
        new("Standard_NC4as_T4_v3", "standardNCASv3_T4Family", 4, 28, "x64", "V1", "V2") { IsExhausted = true },
    ];

    public static MachineSize? Find(string? name, string location) =>
        In(location).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<MachineSize> In(string location) =>
        All.Where(s => s.Regions is null || s.Regions.Contains(Locations.Normalize(location)));

    /// <summary>Whether these subscriptions may have it there: in the region, or in a zone of it.</summary>
    public bool IsOpen(string location, string? zone)
    {
        var region = Locations.Normalize(location);
        return !Closed.Contains(region) && (zone is null || !ClosedZones.Contains($"{region}/{zone}"));
    }

    public JsonObject ToSku(Location location) => new()
    {
        ["resourceType"] = "virtualMachines",
        ["name"] = Name,
        ["tier"] = "Standard",
        ["size"] = Name["Standard_".Length..],
        ["family"] = Family,
        ["locations"] = new JsonArray(location.Name),
        ["locationInfo"] = new JsonArray(new JsonObject
        {
            ["location"] = location.Name,
            ["zones"] = new JsonArray([.. location.Zones.Select(z => (JsonNode)z)]),
            ["zoneDetails"] = new JsonArray(),
        }),
        ["capabilities"] = new JsonArray([.. Capabilities().Select(c => new JsonObject { ["name"] = c.Name, ["value"] = c.Value })]),
        ["restrictions"] = new JsonArray([.. Restrictions(location)]),
    };

    private IEnumerable<JsonNode> Restrictions(Location location)
    {
        if (!IsOpen(location.Name, null))
            yield return Restriction("Location", location, new JsonObject { ["locations"] = new JsonArray(location.Name) });
        if (location.Zones.Where(z => !IsOpen(location.Name, z)).ToList() is { Count: > 0 } zones)
        {
            yield return Restriction("Zone", location, new JsonObject
            {
                ["locations"] = new JsonArray(location.Name),
                ["zones"] = new JsonArray([.. zones.Select(z => (JsonNode)z)]),
            });
        }
    }

    private static JsonObject Restriction(string type, Location location, JsonObject info) => new()
    {
        ["type"] = type,
        ["values"] = new JsonArray(location.Name),
        ["restrictionInfo"] = info,
        ["reasonCode"] = "NotAvailableForSubscription",
    };

    private IEnumerable<(string Name, string Value)> Capabilities()
    {
        yield return ("vCPUs", Cores.ToString(CultureInfo.InvariantCulture));
        yield return ("MemoryGB", MemoryGB.ToString(CultureInfo.InvariantCulture));
        yield return ("HyperVGenerations", string.Join(',', Generations));
        yield return ("CpuArchitectureType", Architecture);
        yield return ("DiskControllerTypes", DiskControllers);
        yield return ("PremiumIO", "True");
        yield return ("EphemeralOSDiskSupported", "False");
        yield return ("LowPriorityCapable", HasSpot ? "True" : "False");
        if (Name.StartsWith("Standard_NC", StringComparison.Ordinal))
            yield return ("GPUs", "1");
        if (IsConfidential)
            yield return ("ConfidentialComputingType", "SNP");
        if (!HasTrustedLaunch || IsConfidential)
            yield return ("TrustedLaunchDisabled", "True");
    }
}
