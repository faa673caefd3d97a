using System.Globalization;
using Azure.ResourceManager.Compute.Models;

namespace ImageShare.Engine.Machines;

/// <summary>A size of VMs as a subscription may use it in one region.</summary>
/// <param name="Name">Standard_B2s_v2, for example.</param>
/// <param name="Family">Name of its quota.</param>
internal sealed record VirtualMachineSize(string Name, string Family)
{
    public int Cores { get; init; }

    public double MemoryGB { get; init; }

    public int Gpus { get; init; }

    /// <summary>x64 or Arm64.</summary>
    public string Architecture { get; init; } = "x64";

    /// <summary>V1, V2.</summary>
    public IReadOnlyList<string> Generations { get; init; } = [];

    /// <summary>SCSI, NVMe.</summary>
    public IReadOnlyList<string> DiskControllers { get; init; } = [];

    public bool HasTrustedLaunch { get; init; }

    /// <summary>Runs confidential VMs, and nothing else.</summary>
    public bool IsConfidential { get; init; }

    public bool IsSpotCapable { get; init; }

    /// <summary>Offered to the subscription in the region.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>Zones where it is offered to the subscription.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Reads one row of the SKU list; null when it is no size of VMs.</summary>
    public static VirtualMachineSize? Of(ComputeResourceSku sku)
    {
        if (sku is not { ResourceType: "virtualMachines", Name: { } name, Family: { } family })
            return null;
        var capabilities = sku.Capabilities.GroupBy(c => c.Name).ToDictionary(c => c.Key, c => c.First().Value, StringComparer.Ordinal);
        var closed = sku.Restrictions.Where(r => r.RestrictionsType == ComputeResourceSkuRestrictionsType.Zone)
            .SelectMany(r => r.RestrictionInfo?.Zones ?? []);
        return new(name, family)
        {
            Cores = (int)Number("vCPUs"),
            MemoryGB = Number("MemoryGB"),
            Gpus = (int)Number("GPUs"),
            Architecture = capabilities.GetValueOrDefault("CpuArchitectureType", "x64"),
            Generations = List("HyperVGenerations", "V1"),
            DiskControllers = List("DiskControllerTypes", "SCSI"),
            HasTrustedLaunch = !Is("TrustedLaunchDisabled"),
            IsConfidential = capabilities.ContainsKey("ConfidentialComputingType"),
            IsSpotCapable = Is("LowPriorityCapable"),
            IsOffered = sku.Restrictions.All(r => r.RestrictionsType != ComputeResourceSkuRestrictionsType.Location),
            Zones = [.. sku.LocationInfo.SelectMany(l => l.Zones).Except(closed)],
        };

        double Number(string name) => double.TryParse(
            capabilities.GetValueOrDefault(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0;

        bool Is(string name) => string.Equals(capabilities.GetValueOrDefault(name), "True", StringComparison.OrdinalIgnoreCase);

        string[] List(string name, string otherwise) =>
            (capabilities.GetValueOrDefault(name) is { Length: > 0 } text ? text : otherwise).Split(',', StringSplitOptions.TrimEntries);
    }
}

/// <summary>The sizes of a region, and how much of them the subscription may still use.</summary>
/// <param name="Location">Region (Azure's short name).</param>
/// <param name="Sizes">Every size of the region.</param>
/// <param name="CoresLeft">Cores left by quota name; empty when quotas cannot be read.</param>
internal sealed record SizeOffer(
    string Location, IReadOnlyList<VirtualMachineSize> Sizes, IReadOnlyDictionary<string, long> CoresLeft);
