using System.Text.Json.Nodes;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Adds a gallery's image version to the technical configuration of a plan.</summary>
internal static class VersionChange
{
    /// <summary>x64Gen1, x64Gen2 or arm64Gen2.</summary>
    public static string ImageType(GalleryImage image) =>
        string.Equals(image.Architecture, "Arm64", StringComparison.OrdinalIgnoreCase) ? "arm64Gen2"
        : string.Equals(image.HyperVGeneration, "V2", StringComparison.OrdinalIgnoreCase) ? "x64Gen2" : "x64Gen1";

    /// <summary>False when it is there already with the same image.</summary>
    public static bool Apply(JsonObject configuration, MarketplaceVersionSpec spec, GalleryImage image, string number)
    {
        var type = ImageType(image);
        var versions = List(configuration, "vmImageVersions");
        var version = OfferDraft.Objects(versions).FirstOrDefault(v => (string?)v["versionNumber"] == number);
        if (version is not null && OfferDraft.Objects(version["vmImages"]).FirstOrDefault(i => (string?)i["imageType"] == type) is { } there)
            return IsSame(there, image) ? false : throw Exists(spec, number);

        if (version is null)
            versions.Add(version = new JsonObject { ["versionNumber"] = number, ["vmImages"] = new JsonArray() });

        List(version, "vmImages").Add(new JsonObject
        {
            ["imageType"] = type,
            ["source"] = new JsonObject
            {
                ["sourceType"] = "sharedImageGallery",
                ["sharedImage"] = new JsonObject { ["tenantId"] = image.TenantId, ["resourceId"] = image.Id },
            },
        });
        AddSku(configuration, spec, type);
        // Partner Center's own remarks on what it has; it does not take them back.
        configuration.Remove("validations");
        return true;
    }

    private static void AddSku(JsonObject configuration, MarketplaceVersionSpec spec, string type)
    {
        var skus = List(configuration, "skus");
        if (OfferDraft.Objects(skus).Any(s => (string?)s["imageType"] == type))
            return;

        var suffix = skus.Count == 0 ? "" : type == "x64Gen1" ? "-gen1" : type == "x64Gen2" ? "-gen2" : "-arm64";
        skus.Add(new JsonObject { ["imageType"] = type, ["skuId"] = spec.Sku ?? spec.Plan.ToLowerInvariant() + suffix });
    }

    private static JsonArray List(JsonObject holder, string name)
    {
        if (holder[name] is not JsonArray list)
            holder[name] = list = [];
        return list;
    }

    private static bool IsSame(JsonObject vmImage, GalleryImage image) => string.Equals(
        (string?)vmImage["source"]?["sharedImage"]?["resourceId"], image.Id, StringComparison.OrdinalIgnoreCase);

    private static ImageShareException Exists(MarketplaceVersionSpec spec, string number) =>
        new("MarketplaceVersionExists", ErrorKind.ResourceExists, $"The plan '{spec.Plan}' has a version {number} with another image.")
        {
            Target = $"{spec.Offer}/{spec.Plan}",
            Reason = "A version that was published is never changed.",
            Fix = "Give another number: -Version MAJOR.MINOR.PATCH.",
        };
}
