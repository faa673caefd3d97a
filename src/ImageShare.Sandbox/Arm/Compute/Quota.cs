using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Cores and machines of a subscription in a region, and how many there may be.</summary>
internal static class Quota
{
    private const int CoresPerRegion = 1000;
    private const int CoresPerFamily = 600;
    private const int SpotCoresPerRegion = 100;
    private const int MachinesPerRegion = 25000;
    private const string Spot = "lowPriorityCores";

    public static void Require(Draft draft, MachineSize size)
    {
        var excess = Excess(
            draft.World, draft.Call.Subscription!, draft.Location, IsSpot(draft.Properties), [size], draft.Existing).FirstOrDefault();
        if (excess is not null)
            throw new ArmException(StatusCodes.Status409Conflict, "OperationNotAllowed", excess);
    }

    /// <summary>What is exceeded, and by how much, when machines come to those that are there.</summary>
    public static IEnumerable<string> Excess(
        World world, Subscription subscription, string location, bool isSpot, IReadOnlyList<MachineSize> more, Resource? existing = null)
    {
        var there = Machines(world, subscription.Id, location, existing).Where(m => m.IsSpot == isSpot).Select(m => m.Size).ToList();
        var quotas = isSpot
            ? [("LowPriorityCores", Limit(subscription, Spot, SpotCoresPerRegion), null)]
            : more.Select(m => m.Family).Distinct()
                .Select(f => ($"{f} Cores", Limit(subscription, f, CoresPerFamily), (string?)f))
                .Prepend(("Total Regional Cores", Limit(subscription, "cores", CoresPerRegion), null));
        return quotas.Select(q => Excess(location, q.Item1, q.Item2, Cores(there, q.Item3), Cores(more, q.Item3))).OfType<string>();
    }

    public static IEnumerable<JsonObject> Usages(World world, Subscription subscription, string location)
    {
        var machines = Machines(world, subscription.Id, location, null).ToList();
        var sizes = machines.Where(m => !m.IsSpot).Select(m => m.Size).ToList();
        var spot = machines.Where(m => m.IsSpot).Sum(m => m.Size.Cores);
        yield return Usage("cores", "Total Regional vCPUs", Limit(subscription, "cores", CoresPerRegion), sizes.Sum(s => s.Cores));
        yield return Usage(Spot, "Total Regional Low-priority vCPUs", Limit(subscription, Spot, SpotCoresPerRegion), spot);
        yield return Usage("virtualMachines", "Virtual Machines", MachinesPerRegion, machines.Count);
        foreach (var family in MachineSize.In(location).Select(s => s.Family).Distinct())
        {
            var used = sizes.Where(s => s.Family == family).Sum(s => s.Cores);
            yield return Usage(family, $"{family} vCPUs", Limit(subscription, family, CoresPerFamily), used);
        }
    }

    public static bool IsSpot(JsonObject properties) =>
        properties.Text("priority")?.Equals("Spot", StringComparison.OrdinalIgnoreCase) == true;

    private static int Cores(IEnumerable<MachineSize> sizes, string? family) =>
        sizes.Where(s => family is null || s.Family == family).Sum(s => s.Cores);

    private static int Limit(Subscription subscription, string name, int usual) => subscription.CoreLimits.GetValueOrDefault(name, usual);

    private static string? Excess(string location, string name, int limit, int used, int more) => used + more <= limit
        ? null
        : $"Operation could not be completed as it results in exceeding approved {name} quota. Additional details - Deployment Model: "
            + $"Resource Manager, Location: {location}, Current Limit: {limit}, Current Usage: {used}, Additional Required: {more}, "
            + $"(Minimum) New Limit Required: {used + more}. "
            + "Setup Alerts when Quota reaches threshold. Learn more at https://aka.ms/quotamonitoringalerting .";

    private static IEnumerable<(MachineSize Size, bool IsSpot)> Machines(
        World world, string subscriptionId, string location, Resource? except) => world.Resources
        .Under($"/subscriptions/{subscriptionId}", VirtualMachineType.TypeName)
        .Where(m => m != except && Locations.Same(m.Location, location))
        .Select(m => (MachineSize.Find(m.Properties.Text("hardwareProfile.vmSize"), location)!, IsSpot(m.Properties)));

    private static JsonObject Usage(string name, string localized, int limit, int current) => new()
    {
        ["limit"] = limit,
        ["unit"] = "Count",
        ["currentValue"] = current,
        ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = localized },
    };
}

internal sealed class UsagesEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Compute/locations/usages";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Compute;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: true })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var location = Locations.Find(call.Path.Names[0]) ?? throw ArmErrors.LocationNotAvailable(call.Path.Names[0], Type);
        return ArmAnswer.List(call, Quota.Usages(call.World, call.Subscription!, location.Name));
    }
}
