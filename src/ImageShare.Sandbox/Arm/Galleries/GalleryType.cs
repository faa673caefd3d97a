using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

internal sealed partial class GalleryType : ResourceType
{
    public override string Name => "Microsoft.Compute/galleries";

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Galleries;

    public override LongRunning Writing => LongRunning.Gallery;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("galleryName", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        draft.Properties.Child("identifier")["uniqueName"] = $"{draft.Call.SubscriptionId}-{draft.Name.ToUpperInvariant()}";
        SharingProfile.Prepare(draft);
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        SharingProfile.Show(call, shown);
        return shown;
    }

    public override ArmAnswer Act(ArmCall call, Resource resource) =>
        call is { Method: "POST", Verb: "share" } ? ShareAction.Answer(call, resource) : base.Act(call, resource);

    [GeneratedRegex(@"^[^_\W][\w.]{0,79}(?<![-.])$")]
    private static partial Regex NameRule();
}

/// <summary>How Microsoft.Compute refuses a name.</summary>
internal static class EntityNames
{
    public static ArmException Invalid(string entity, Regex rule) =>
        ArmErrors.InvalidParameter($"The entity name '{entity}' is invalid according to its validation rule: {rule}.", entity);

    public static ArmException Missing(string parameter) =>
        ArmErrors.InvalidParameter($"Required parameter '{parameter}' is missing (null).", parameter);

    /// <summary>One of the values that a parameter may have, in the service's spelling.</summary>
    public static string OneOf(string parameter, string value, params string[] allowed) =>
        allowed.FirstOrDefault(a => a.Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw ArmErrors.InvalidParameter(
            $"The value '{value}' of parameter '{parameter}' is invalid. Allowed values are: {string.Join(", ", allowed)}.", parameter);

    public static ArmException Fixed(string parameter) => new(
        StatusCodes.Status409Conflict, "PropertyChangeNotAllowed", $"Changing property '{parameter}' is not "
            + "allowed.") { Target = parameter };
}
