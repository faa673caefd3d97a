using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>A managed disk: empty, or from an image of a gallery.</summary>
internal sealed partial class DiskType : ResourceType
{
    public const string TypeName = "Microsoft.Compute/disks";

    public override string Name => TypeName;

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Disks;

    public override LongRunning Writing => LongRunning.Disk;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("disk", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        var properties = draft.Properties;
        var option = properties.Text("creationData.createOption") ?? throw EntityNames.Missing("disk.creationData.createOption");
        option = EntityNames.OneOf("disk.creationData.createOption", option, "Empty", "FromImage");
        properties.Child("creationData")["createOption"] = option;
        if (option == "FromImage" && draft.Existing is null)
        {
            var reference = properties.Object("creationData.galleryImageReference")
                ?? throw EntityNames.Missing("disk.creationData.galleryImageReference");
            var image = MachineImage.Resolve(draft, reference, "properties.creationData.galleryImageReference.id");
            properties["osType"] = image.OSType;
            properties["hyperVGeneration"] = image.Generation;
            properties.Default("diskSizeGB", image.DiskSize);
        }

        if (properties.Number("diskSizeGB") is not > 0)
            throw EntityNames.Missing("disk.diskSizeGB");

        draft.Body.Child("sku").Default("name", "Standard_LRS").Default("tier", "Standard");
        properties.Default("diskState", "Unattached")["timeCreated"] = draft.Existing?.Created ?? draft.World.Now;
        properties["uniqueId"] = draft.Existing?.Properties.Text("uniqueId") ?? Guid.NewGuid().ToString();
    }

    public override void RequireUnused(World world, Resource resource)
    {
        if (resource.Body.Text("managedBy") is { } machine)
        {
            throw new ArmException(
                StatusCodes.Status409Conflict, "OperationNotAllowed", $"Disk {resource.Name} is attached to VM {machine}.");
        }
    }

    public static Resource New(World world, string id, Resource machine, JsonObject disk)
    {
        var body = new JsonObject(Nodes.AnyCase)
        {
            ["name"] = disk.Text("name"),
            ["id"] = id,
            ["type"] = TypeName,
            ["location"] = machine.Location,
            ["managedBy"] = machine.Id,
            ["sku"] = new JsonObject(Nodes.AnyCase) { ["name"] = disk.Text("managedDisk.storageAccountType") },
            ["properties"] = new JsonObject(Nodes.AnyCase)
            {
                ["osType"] = disk.Text("osType"),
                ["diskSizeGB"] = disk.Number("diskSizeGB"),
                ["creationData"] = new JsonObject(Nodes.AnyCase)
                {
                    ["createOption"] = disk.Text("createOption"),
                    ["galleryImageReference"] = disk.Text("createOption") == "FromImage"
                        ? machine.Properties.At("storageProfile.imageReference")?.DeepClone() : null,
                },
                ["diskState"] = "Attached",
                ["timeCreated"] = world.Now,
                ["uniqueId"] = Guid.NewGuid().ToString(),
                ["provisioningState"] = "Succeeded",
            },
        };
        if (machine.Body["tags"] is { } tags)
            body["tags"] = tags.DeepClone();

        return new Resource { Id = id, Type = TypeName, Created = world.Now, Changed = world.Now, Body = body };
    }

    public static void Detach(Resource disk)
    {
        disk.Body.Remove("managedBy");
        disk.Properties["diskState"] = "Unattached";
    }

    [GeneratedRegex(@"^[^_\W][\w-._]{0,79}(?<![-.])$")]
    private static partial Regex NameRule();
}
