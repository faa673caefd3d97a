using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Features;

/// <summary>
/// Preview features of Microsoft.Compute: <c>/subscriptions/{s}/providers/Microsoft.Features/providers/Microsoft.Compute/features/{f}</c>.
/// Who registers one that Microsoft admits by application waits as Pending.
/// </summary>
internal sealed class FeaturesEndpoint : IArmEndpoint
{
    private static readonly string[] Known = [SharingProfile.DirectShareFeature];

    public string Type => "Microsoft.Compute/features";

    public IReadOnlyList<string> ApiVersions => ["2015-12-01", "2021-07-01"];

    // Features are Microsoft.Features' own: its actions, at the subscription.
    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call)
    {
        if (!call.Path.Scope.EndsWith("/providers/Microsoft.Features", StringComparison.OrdinalIgnoreCase))
            throw ArmErrors.InvalidResourceType("Microsoft.Compute", "features", call.ApiVersion, Gateway.ApiVersions.Compute);

        var action = call.Method == "POST" ? "register/action" : "read";
        call.Authorizer.Require(call, $"Microsoft.Features/providers/features/{action}", call.Subscription!.ResourceId);
        return call switch
        {
            { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(call, Known.Select(f => Show(call, f))),
            { Method: "GET", Verb: null } => ArmAnswer.Ok(Show(call, Find(call))),
            { Method: "POST", Verb: "register" } => Register(call),
            _ => throw ArmErrors.MethodNotAllowed(call.Method),
        };
    }

    private static ArmAnswer Register(ArmCall call)
    {
        var feature = Find(call);
        if (!call.Subscription!.RegisteredFeatures.Contains(feature))
            call.Subscription.PendingFeatures.Add(feature);
        return ArmAnswer.Ok(Show(call, feature));
    }

    private static string Find(ArmCall call) =>
        Known.FirstOrDefault(f => f.EndsWith($"/{call.Path.Name}", StringComparison.OrdinalIgnoreCase))
        ?? throw new ArmException(
            StatusCodes.Status404NotFound, "FeatureNotFound", $"The feature '{call.Path.Name}' could not be found.");

    private static JsonObject Show(ArmCall call, string feature) => new()
    {
        ["properties"] = new JsonObject
        {
            ["state"] = call.Subscription!.RegisteredFeatures.Contains(feature) ? "Registered"
                : call.Subscription.PendingFeatures.Contains(feature) ? "Pending" : "NotRegistered",
        },
        ["id"] = $"{call.Path.Scope}/providers/Microsoft.Compute/features/{feature.Split('/')[1]}",
        ["type"] = "Microsoft.Features/providers/features",
        ["name"] = feature,
    };
}
