using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>Subscriptions in which the caller can do something, be it on one resource only.</summary>
internal sealed class SubscriptionsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Resources/subscriptions";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => call.Path.IsOpenEnded || call.Authorizer.Sees(call.Caller, call.Id);

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(
            call, call.World.Subscriptions.Where(s => IsVisible(call, s)).Select(s => Show(call, s))),
        { Method: "GET", Verb: null } => ArmAnswer.Ok(Show(call, call.Subscription!)),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };

    private static bool IsVisible(ArmCall call, Subscription subscription) =>
        call.Authorizer.Opens(call.Caller.TenantId, subscription) && call.Authorizer.Sees(call.Caller, subscription.ResourceId);

    private static JsonObject Show(ArmCall call, Subscription subscription) => new()
    {
        ["id"] = subscription.ResourceId,
        ["authorizationSource"] = "RoleBased",
        ["managedByTenants"] = new JsonArray(
            [.. call.Authorizer.ManagingTenants(subscription).Select(t => new JsonObject { ["tenantId"] = t })]),
        ["subscriptionId"] = subscription.Id,
        ["tenantId"] = subscription.TenantId,
        ["displayName"] = subscription.DisplayName,
        ["state"] = "Enabled",
        ["subscriptionPolicies"] = new JsonObject
        {
            ["locationPlacementId"] = "Public_2014-09-01",
            ["quotaId"] = "PayAsYouGo_2014-09-01",
            ["spendingLimit"] = "Off",
        },
    };
}

internal sealed class LocationsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Resources/subscriptions/locations";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => call.Authorizer.Sees(call.Caller, call.Subscription!.ResourceId);

    public ArmAnswer Answer(ArmCall call) => call is { Method: "GET", Path.IsOpenEnded: true }
        ? ArmAnswer.List(call, Locations.All.Select(l => l.ToJson(call.SubscriptionId)))
        : throw ArmErrors.MethodNotAllowed(call.Method);
}
