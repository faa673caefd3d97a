using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Arm.Gateway;

internal sealed record Location(
    string Name, string DisplayName, string Geography, string Group, string Paired, IReadOnlyList<string> Zones);

/// <summary>The regions of this cloud.</summary>
internal static class Locations
{
    private static readonly string[] Three = ["1", "2", "3"];

    public static readonly IReadOnlyList<Location> All =
    [
        new("eastus", "East US", "United States", "US", "westus", Three),
        new("eastus2", "East US 2", "United States", "US", "centralus", Three),
        new("westus", "West US", "United States", "US", "eastus", []),
        new("centralus", "Central US", "United States", "US", "eastus2", Three),
        new("northeurope", "North Europe", "Europe", "Europe", "westeurope", Three),
        new("westeurope", "West Europe", "Europe", "Europe", "northeurope", Three),
        new("germanywestcentral", "Germany West Central", "Germany", "Europe", "northeurope", Three),
        new("uksouth", "UK South", "United Kingdom", "Europe", "northeurope", Three),
        new("japaneast", "Japan East", "Japan", "Asia Pacific", "japanwest", Three),
        new("japanwest", "Japan West", "Japan", "Asia Pacific", "japaneast", []),
    ];

    public static string Names => string.Join(",", All.Select(l => l.Name));

    /// <summary>By name or by display name: West Europe is westeurope.</summary>
    public static Location? Find(string? name) => All.FirstOrDefault(l => Same(l.Name, name));

    public static Location Get(string? name) => Find(name) ?? throw new InvalidOperationException($"'{name}' is no region.");

    public static string Normalize(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    public static bool Same(string? left, string? right) => left is not null && right is not null && Normalize(left) == Normalize(right);

    public static JsonObject ToJson(this Location location, string subscriptionId) => new()
    {
        ["id"] = $"/subscriptions/{subscriptionId}/locations/{location.Name}",
        ["name"] = location.Name,
        ["type"] = "Region",
        ["displayName"] = location.DisplayName,
        ["regionalDisplayName"] = $"({location.Group}) {location.DisplayName}",
        ["metadata"] = new JsonObject
        {
            ["regionType"] = "Physical",
            ["regionCategory"] = "Recommended",
            ["geography"] = location.Geography,
            ["geographyGroup"] = location.Group,
            ["pairedRegion"] = new JsonArray(new JsonObject
            {
                ["name"] = location.Paired,
                ["id"] = $"/subscriptions/{subscriptionId}/locations/{location.Paired}",
            }),
        },
        ["availabilityZoneMappings"] = new JsonArray(
            [.. location.Zones.Select(z => new JsonObject { ["logicalZone"] = z, ["physicalZone"] = $"{location.Name}-az{z}" })]),
    };
}
