using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>An image definition: what every version of the image has in common.</summary>
internal sealed partial class ImageDefinitionType : ResourceType
{
    private static readonly string[] FixedProperties = ["osType", "osState", "hyperVGeneration", "architecture"];

    public override string Name => "Microsoft.Compute/galleries/images";

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Galleries;

    public override LongRunning Writing => LongRunning.Gallery;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("galleryImageName", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        var properties = draft.Properties;
        properties["osType"] = Required(properties, "osType", "Linux", "Windows");
        properties["osState"] = Required(properties, "osState", "Generalized", "Specialized");
        properties.Default("hyperVGeneration", "V1").Default("architecture", "x64");
        properties["hyperVGeneration"] = Required(properties, "hyperVGeneration", "V1", "V2");
        properties["architecture"] = Required(properties, "architecture", "x64", "Arm64");
        foreach (var part in (string[])["publisher", "offer", "sku"])
        {
            if (string.IsNullOrEmpty(properties.Text($"identifier.{part}")))
                throw EntityNames.Missing($"galleryImage.properties.identifier.{part}");
        }

        // An empty list of what is not allowed is not kept.
        if (properties["disallowed"] is JsonObject { Count: 0 })
            properties.Remove("disallowed");

        RequireUniqueIdentifier(draft);
        foreach (var name in FixedProperties.Where(n => draft.Existing is { } e && e.Properties.Text(n) != properties.Text(n)))
            throw EntityNames.Fixed($"galleryImage.properties.{name}");
    }

    private static void RequireUniqueIdentifier(Draft draft)
    {
        var other = draft.World.Resources.Under(draft.ParentId, "Microsoft.Compute/galleries/images").FirstOrDefault(
            i => i != draft.Existing && Identifier(i.Properties).Equals(Identifier(draft.Properties), StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw new ArmException(
                StatusCodes.Status409Conflict, "Conflict",
                $"The gallery image '{other.Name}' has the same publisher, offer and sku '{Identifier(draft.Properties)}'. They must be "
                + "unique in a gallery.");
        }
    }

    private static string Identifier(JsonObject properties) =>
        $"{properties.Text("identifier.publisher")}/{properties.Text("identifier.offer")}/{properties.Text("identifier.sku")}";

    private static string Required(JsonObject properties, string name, params string[] allowed) =>
        EntityNames.OneOf(name, properties.Text(name) ?? throw EntityNames.Missing($"galleryImage.properties.{name}"), allowed);

    [GeneratedRegex(@"^[^_\W][\w-._]{0,79}(?<![-.])$")]
    private static partial Regex NameRule();
}
