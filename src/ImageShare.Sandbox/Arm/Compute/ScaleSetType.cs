using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.ManagedIdentity;
using ImageShare.Sandbox.Arm.Network;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>A virtual machine scale set. Its profile passes the same checks as a virtual machine of it would.</summary>
internal sealed partial class ScaleSetType(IPlanTerms terms) : ResourceType
{
    private const string Profile = "virtualMachineProfile";
    private const int MostMachines = 1000;

    public override string Name => "Microsoft.Compute/virtualMachineScaleSets";

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Compute;

    public override LongRunning Writing => LongRunning.Machine;

    public override DelayRange Duration(Delays delays) => delays.MachineCreation;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("vmScaleSetName", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        var isFlexible = PrepareMode(draft);
        var profile = draft.Properties.Object(Profile) ?? throw EntityNames.Missing(Profile);
        var count = draft.Body.Number("sku.capacity") ?? throw EntityNames.Missing("sku.capacity");
        if (count is < 0 or > MostMachines)
        {
            throw ArmErrors.InvalidParameter(
                $"The value {count} of parameter sku.capacity is out of range. The value must be between 0 and {MostMachines}, inclusive.",
                "sku.capacity");
        }

        var machine = Machine(draft, profile);
        var reference = machine.Properties.Object("storageProfile.imageReference") ?? throw EntityNames.Missing("imageReference");
        var image = MachineImage.Resolve(machine, reference, $"properties.{Profile}.storageProfile.imageReference.id");
        var size = MachineFit.Size(machine);
        MachineFit.Require(machine, size, image);
        MachinePriority.Prepare(machine, size, image);
        MachinePlan.Require(machine, terms);
        PrepareNetwork(machine, isFlexible);
        Quota.Require(machine, size with { Cores = size.Cores * count });
        PrepareSystem(machine, draft.Existing, image);
        MachineDisks.Prepare(machine, image);
        MachineIdentity.Prepare(draft);
        draft.Properties[Profile] = Result(machine);
        draft.Properties["uniqueId"] = draft.Existing?.Properties.Text("uniqueId") ?? Guid.NewGuid().ToString();
        draft.Properties["timeCreated"] = draft.Existing?.Created ?? draft.World.Now;
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        var size = MachineSize.Find(resource.Body.Text("sku.name"), resource.Location!)!;
        if (MachineFit.AllocationError(size) is { } full)
            return full;

        var body = new JsonObject(Nodes.AnyCase) { ["properties"] = resource.Properties[Profile]!.DeepClone() };
        if (resource.Body["plan"] is { } plan)
            body["plan"] = plan.DeepClone();
        return MachinePlan.Error(
            world, new Resource { Id = resource.Id, Type = Name, Created = resource.Created, Changed = resource.Changed, Body = body });
    }

    public override void Deleted(World world, Resource resource) => Principals.Remove(world, resource.Id);

    private static bool PrepareMode(Draft draft)
    {
        var properties = draft.Properties;
        var mode = EntityNames.OneOf("orchestrationMode", properties.Text("orchestrationMode") ?? "Uniform", "Uniform", "Flexible");
        properties["orchestrationMode"] = mode;
        if (mode == "Flexible")
        {
            if (properties.Number("platformFaultDomainCount") is null)
                throw EntityNames.Missing("platformFaultDomainCount");

            return true;
        }

        var upgrade = properties.Text("upgradePolicy.mode") ?? throw EntityNames.Missing("upgradePolicy.mode");
        properties.Child("upgradePolicy")["mode"] = EntityNames.OneOf("upgradePolicy.mode", upgrade, "Manual", "Automatic", "Rolling");
        properties.Default("singlePlacementGroup", true).Default("overprovision", true);
        return false;
    }

    // The checks of a machine know its body's shape.
    private static Draft Machine(Draft draft, JsonObject profile)
    {
        var body = new JsonObject(Nodes.AnyCase) { ["location"] = draft.Location, ["properties"] = profile.DeepClone() };
        foreach (var name in (string[])["zones", "plan"])
        {
            if (draft.Body[name] is { } value)
                body[name] = value.DeepClone();
        }

        body.Child("properties").Child("hardwareProfile")["vmSize"] = draft.Body.Text("sku.name") ?? throw EntityNames.Missing("sku.name");
        return new Draft(draft.Call, draft.Id, draft.Existing, body);
    }

    private static JsonObject Result(Draft machine)
    {
        var profile = (JsonObject)machine.Properties.DeepClone();
        profile.Remove("hardwareProfile");
        // Each machine's disks get names of their own.
        profile.Object("storageProfile.osDisk")?.Remove("name");
        foreach (var disk in profile.Objects("storageProfile.dataDisks"))
            disk.Remove("name");

        return profile;
    }

    private static void PrepareNetwork(Draft machine, bool isFlexible)
    {
        var network = machine.Properties.Object("networkProfile") ?? throw EntityNames.Missing("networkProfile");
        if (isFlexible && network.Text("networkApiVersion") is null)
            throw EntityNames.Missing("networkProfile.networkApiVersion");

        var cards = network.Objects("networkInterfaceConfigurations");
        if (cards.Count == 0)
            throw EntityNames.Missing("networkInterfaceConfigurations");

        const string Path = "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations.properties";
        foreach (var card in cards)
        {
            if (card.Text("properties.networkSecurityGroup.id") is { } group)
                Join(machine, "Microsoft.Network/networkSecurityGroups/join/action", group, $"{Path}.networkSecurityGroup.id");

            foreach (var address in card.Objects("properties.ipConfigurations"))
            {
                var subnet = address.Text("properties.subnet.id") ?? throw EntityNames.Missing("subnet");
                Join(
                    machine, "Microsoft.Network/virtualNetworks/subnets/join/action", subnet,
                    $"{Path}.ipConfigurations.properties.subnet.id");
            }
        }
    }

    private static void Join(Draft machine, string action, string id, string path)
    {
        var linked = machine.Link(action, id, path);
        var found = machine.World.Resources.Find(linked) ?? throw NetworkType.InvalidReference(linked, machine.Id);
        var at = linked.LastIndexOf("/subnets/", StringComparison.OrdinalIgnoreCase);
        var located = at < 0 ? found : machine.World.Resources.Find(linked[..at])!;
        if (!Locations.Same(located.Location, machine.Location))
            throw NetworkType.InvalidReference(linked, machine.Id);
    }

    private static void PrepareSystem(Draft machine, Resource? existing, MachineImage image)
    {
        if (existing?.Properties.At($"{Profile}.osProfile") is { } kept)
        {
            machine.Properties["osProfile"] = kept.DeepClone();
            return;
        }

        var profile = machine.Properties.Object("osProfile");
        if (profile is not null)
        {
            var prefix = profile.Text("computerNamePrefix") ?? throw EntityNames.Missing("computerNamePrefix");
            var longest = image.OSType == "Windows" ? 9 : 58;
            if (prefix.Length > longest)
            {
                throw ArmErrors.InvalidParameter(
                    $"{image.OSType} computer name prefix cannot be more than {longest} characters long.", "computerNamePrefix");
            }

            profile.Remove("computerNamePrefix");
            profile["computerName"] = prefix;
        }

        OSProfile.Prepare(machine, image);
        if (profile is null)
            return;

        profile["computerNamePrefix"] = profile.Text("computerName");
        profile.Remove("computerName");
    }

    [GeneratedRegex(@"^[^_\W][\w-._]{0,79}(?<![-.])$")]
    private static partial Regex NameRule();
}
