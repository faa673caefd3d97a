using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What must be true of a resource that is there, for the VM to use it.</summary>
internal static class ReuseRules
{
    public static void CheckLocation(ExistingResource found, string location)
    {
        if (found.Location is { } there && !there.Equals(location, StringComparison.OrdinalIgnoreCase))
            throw Unusable(found, $"It is in {there}; the VM is to be in {location}, and all its parts must be in one region.");
    }

    public static void CheckSecurityGroup(ExistingResource found, string location) => CheckLocation(found, location);

    public static void CheckPublicIpAddress(ExistingResource found, string location)
    {
        CheckLocation(found, location);
        if (!"Standard".Equals(found.Sku, StringComparison.OrdinalIgnoreCase))
            throw Unusable(found, $"Its SKU is {found.Sku ?? "Basic"}; Azure takes Standard only.");
        if (found.Text("ipConfiguration", "id") is { } user)
            throw Unusable(found, $"It is in use by {user}.");
    }

    public static void CheckNetworkInterface(ExistingResource found, string location)
    {
        CheckLocation(found, location);
        if (found.Text("virtualMachine", "id") is { } machine)
            throw Unusable(found, $"It is in use by {machine}.");
    }

    /// <summary>Those of the ports that no rule of an existing group opens by number.</summary>
    public static IReadOnlyList<int> Closed(ExistingResource group, IReadOnlyList<int> ports)
    {
        if (group.Find("securityRules") is not { } rules)
            return ports;
        var open = rules.EnumerateArray()
            .Select(rule => new ExistingResource(group.Id, null) { Properties = rule.GetProperty("properties") })
            .Where(rule => rule.Text("direction") is "Inbound" && rule.Text("access") is "Allow")
            .Select(rule => rule.Text("destinationPortRange"))
            .ToHashSet();
        return open.Contains("*") ? [] : [.. ports.Where(port => !open.Contains($"{port}"))];
    }

    private static ImageShareException Unusable(ExistingResource found, string reason) =>
        new("ResourceNotUsable", ErrorKind.ResourceExists, $"'{found.Id.Name}' is there already and cannot be used for this VM.")
        {
            Target = found.Id,
            Reason = reason,
            Fix = "Choose another name, or remove it.",
        };
}
