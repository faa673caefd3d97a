using Azure.ResourceManager.Compute;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>Whether the version can be copied there: said before anything is made.</summary>
internal static class CopyRules
{
    public static void Check(ImageCopySpec spec)
    {
        AzureNames.RequireResourceGroup(spec.ResourceGroupName);
        if (spec.ReplicaCount is < 1 or > 100)
        {
            throw AzureNames.Invalid("InvalidReplicaCount", $"{spec.ReplicaCount}", $"{spec.ReplicaCount} replicas cannot be made.",
                "Azure takes 1 to 100 in each region.");
        }

        if (spec.Version is { } version && ImageVersionNumber.TryParse(version) is null)
        {
            throw AzureNames.Invalid("InvalidImageVersion", version, $"'{version}' is not the number of an image version.",
                "It has three integers: Major.Minor.Patch, for example 1.0.0.");
        }
    }

    /// <summary>Where the copy goes.</summary>
    public static GalleryId Target(ImageCopySpec spec, string subscriptionId, GalleryImage source)
    {
        var image = new GalleryId(subscriptionId, spec.ResourceGroupName, spec.GalleryName)
        {
            ImageName = spec.Name ?? source.Name,
            Version = spec.Version ?? source.Version,
        };
        // Through the parser, which knows the rules of the names.
        var target = GalleryId.TryParse(image.ToString()) is { ImageName: not null, Version: not null } id ? id
            : throw AzureNames.Invalid("InvalidResourceName", image.ToString(), $"'{image}' cannot be the id of an image version.",
                "A gallery's name has letters, digits, '_' and '.'; a definition's '-' too; each at most 80.");
        return target.ToString().Equals(source.Id, StringComparison.OrdinalIgnoreCase)
            ? throw AzureNames.Invalid("ImageIsItsOwnCopy", source.Id, "The image would be copied onto itself.",
                fix: "Choose another -GalleryName, -Name or -Version.")
            : target;
    }

    /// <summary>A definition that is there must be of the same kind of image.</summary>
    public static void CheckDefinition(GalleryImageData there, GalleryImage source, GalleryId target)
    {
        (string What, string? There, string? Source)[] pairs =
        [
            ("OS type", there.OSType?.ToString(), source.OSType),
            ("OS state", there.OSState?.ToString(), source.OSState),
            ("Hyper-V generation", there.HyperVGeneration?.ToString(), source.HyperVGeneration),
            ("architecture", there.Architecture?.ToString(), source.Architecture),
        ];
        foreach (var (what, has, wants) in pairs)
        {
            if (has is null || wants is null || has.Equals(wants, StringComparison.OrdinalIgnoreCase))
                continue;
            throw new ImageShareException(
                "ImageDefinitionDiffers", ErrorKind.ResourceExists,
                $"The image definition '{target.ImageName}' is of another kind of image.")
            {
                Target = target.ImageResourceId,
                Reason = $"Its {what} is {has}, that of the source {wants}; Azure never changes it.",
                Fix = "Choose another definition with -Name.",
            };
        }
    }

    /// <summary>A version that is there must be a copy of the same source.</summary>
    public static void CheckVersion(GalleryImageVersionData there, GalleryImage source, GalleryId target)
    {
        var from = there.StorageProfile?.GallerySource?.Id?.ToString();
        if (!source.Id.Equals(from, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageShareException(
                "ImageVersionAlreadyExists", ErrorKind.ResourceExists,
                $"The version {target.Version} of '{target.ImageName}' is there already, and is no copy of this image.")
            {
                Target = target.ToString(),
                Reason = $"It was made from {from ?? "something else"}.",
                Fix = "Choose another number with -Version.",
            };
        }

        if (there.ProvisioningState?.ToString() == "Failed")
        {
            throw new ImageShareException(
                "ImageVersionFailed", ErrorKind.InvalidOperation,
                $"The version {target.Version} of '{target.ImageName}' is there already, and Azure failed to make it.")
            {
                Target = target.ToString(),
                Fix = "Remove that version, then run the command again.",
            };
        }
    }
}
