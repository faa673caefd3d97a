using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Marketplace;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>What makes a technical configuration valid: its schema, and that Microsoft's principals can read its images.</summary>
internal static partial class TechnicalRules
{
    private static readonly string[] ImageTypes = ["x64Gen1", "x64Gen2", "arm64Gen2"];

    public static JsonObject? Check(World world, MarketplaceProduct product, JsonObject configuration)
    {
        var types = Resources.Objects(configuration["skus"]).Select(s => Resources.Text(s, "imageType")).ToList();
        var numbers = new HashSet<string>();
        foreach (var version in Resources.Objects(configuration["vmImageVersions"]))
        {
            var number = Resources.Text(version, "versionNumber") ?? "";
            if (!VersionNumber().IsMatch(number) || !numbers.Add(number))
                return Invalid($"'{number}' is no version number, or stands there twice.");

            foreach (var image in Resources.Objects(version["vmImages"]))
            {
                var type = Resources.Text(image, "imageType");
                if (!ImageTypes.Contains(type) || !types.Contains(type))
                    return Invalid($"Version {number}: there is no SKU of image type '{type}'.");
                if (CheckSource(world, image["source"] as JsonObject) is { } error)
                    return error;
            }
        }

        return Published(product, configuration, numbers);
    }

    private static JsonObject? CheckSource(World world, JsonObject? source)
    {
        if (Resources.Text(source, "sourceType") != "sharedImageGallery")
            return Invalid("Images come from a gallery here.");
        if (source!.ContainsKey("osDisk") || source.ContainsKey("dataDisks"))
            return Invalid("A gallery image brings its disks: 'osDisk' and 'dataDisks' are not allowed.");

        var (tenantId, id) = (Resources.Text(source["sharedImage"], "tenantId"), Resources.Text(source["sharedImage"], "resourceId"));
        var version = id is null ? null : world.Resources.Find(id);
        var tenant = world.FindTenant(tenantId);
        if (version is null || tenant is null || !MicrosoftPrincipals.OfPartnerCenter.All(n => Reads(world, tenant, n, id!)))
            return Configuration.Error("businessValidationError", $"The image reference is not accessible: '{id}'.");

        var definition = world.Resources.Find(id![..id!.LastIndexOf("/versions/", StringComparison.OrdinalIgnoreCase)]);
        return (string?)definition?.Properties["osState"] == "Generalized" ? null
            : Configuration.Error("businessValidationError", "The image is not generalized.");
    }

    private static bool Reads(World world, Tenant tenant, string name, string imageId) =>
        MicrosoftPrincipals.Find(tenant, name) is { } principal && world.RoleAssignments.Exists(
            a => principal.HasId(a.PrincipalId) && a.EffectiveFrom <= world.Now && ResourceIds.IsWithin(imageId, a.Scope));

    // What was published is neither changed nor removed.
    private static JsonObject? Published(MarketplaceProduct product, JsonObject configuration, HashSet<string> numbers)
    {
        var live = Resources.OfPlan(product.Live ?? [], Resources.Kind(configuration), Resources.Text(configuration, "plan")!);
        foreach (var version in Resources.Objects(live?["vmImageVersions"]))
        {
            var number = Resources.Text(version, "versionNumber")!;
            var now = Resources.Objects(configuration["vmImageVersions"]).FirstOrDefault(v => Resources.Text(v, "versionNumber") == number);
            if (!numbers.Contains(number) || !JsonNode.DeepEquals(now?["vmImages"], version["vmImages"]))
            {
                return Configuration.Error(
                    "businessValidationError", $"Version {number} is published: it cannot be changed or removed, only deprecated.");
            }
        }

        return null;
    }

    private static JsonObject Invalid(string message) => Configuration.Error("schemaValidationError", message);

    [GeneratedRegex("^[0-9]+[.][0-9]+[.][0-9]+$")]
    private static partial Regex VersionNumber();
}
