using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>What Microsoft.Compute finds in a template before anything is made. Who may read an image is no part of it.</summary>
internal static class ComputePreflight
{
    private const string ScaleSet = "Microsoft.Compute/virtualMachineScaleSets";

    public static IEnumerable<JsonObject> Check(ArmCall call, IReadOnlyList<TemplateResource> resources)
    {
        var machines = resources.Where(r => call.World.Resources.Find(r.Id) is null).Select(Read).OfType<Machines>().ToList();
        var missing = machines.Select(m => m.Image).OfType<JsonObject>().Where(i => IsMissing(call, i)).Select(Words).Distinct().ToList();
        if (missing.Count > 0)
        {
            yield return Error(
                "InvalidParameter",
                $"The following list of images referenced from the deployment template are not found: {string.Join("; ", missing)}. Please "
                + "refer to https://docs.microsoft.com/en-us/azure/virtual-machines/windows/cli-ps-findimage for instructions on finding "
                + "available images.",
                "imageReference");
        }

        foreach (var kind in machines.Where(m => m.Size is not null).GroupBy(m => (m.Location, m.IsSpot)))
        {
            var sizes = kind.Select(m => m.Size!).ToList();
            foreach (var excess in Quota.Excess(call.World, call.Subscription!, kind.Key.Location, kind.Key.IsSpot, sizes))
                yield return Error("QuotaExceeded", excess);
        }
    }

    // A size of one scale set has the cores of all its machines.
    private sealed record Machines(string Location, bool IsSpot, JsonObject? Image, MachineSize? Size);

    private static Machines? Read(TemplateResource resource)
    {
        var isScaleSet = resource.Type.Equals(ScaleSet, StringComparison.OrdinalIgnoreCase);
        if (!isScaleSet && !resource.Type.Equals(VirtualMachineType.TypeName, StringComparison.OrdinalIgnoreCase))
            return null;

        var profile = resource.Body.Object(isScaleSet ? "properties.virtualMachineProfile" : "properties");
        if (profile is null || Locations.Find(resource.Location) is not { } location)
            return null;

        var name = isScaleSet ? resource.Body.Text("sku.name") : profile.Text("hardwareProfile.vmSize");
        var count = isScaleSet ? resource.Body.Number("sku.capacity") ?? 0 : 1;
        var size = MachineSize.Find(name, location.Name) is { } found ? found with { Cores = found.Cores * count } : null;
        return new Machines(location.Name, Quota.IsSpot(profile), profile.Object("storageProfile.imageReference"), size);
    }

    private static bool IsMissing(ArmCall call, JsonObject image) => image.Text("publisher") is { } publisher
        && call.World.Marketplace.FindImage(publisher, image.Text("offer"), image.Text("sku"), image.Text("version")) is null;

    private static string Words(JsonObject image) =>
        $"Publisher: {image.Text("publisher")}, Offer: {image.Text("offer")}, Sku: {image.Text("sku")}, Version: {image.Text("version")}";

    private static JsonObject Error(string code, string message, string? target = null)
    {
        var error = new JsonObject { ["code"] = code };
        if (target is not null)
            error["target"] = target;

        error["message"] = message;
        return error;
    }
}
