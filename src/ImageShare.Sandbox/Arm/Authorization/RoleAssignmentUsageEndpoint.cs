using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>How many role assignments a subscription holds, and may hold.</summary>
internal sealed class RoleAssignmentUsageEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Authorization/roleAssignmentsUsageMetrics";

    public IReadOnlyList<string> ApiVersions => ["2019-08-01-preview"];

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: true, Subscription: { } subscription })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var (limit, count) = (LimitOf(call), CountIn(call, subscription));
        return ArmAnswer.Ok(new JsonObject
        {
            ["subscriptionId"] = subscription.Id,
            ["roleAssignmentsLimit"] = limit,
            ["roleAssignmentsCurrentCount"] = count,
            ["roleAssignmentsRemainingCount"] = Math.Max(0, limit - count),
        });
    }

    public static void RequireRoom(ArmCall call)
    {
        if (call.Subscription is { } subscription && CountIn(call, subscription) >= LimitOf(call))
            throw ArmErrors.BadRequest("RoleAssignmentLimitExceeded", "No more role assignments can be created.");
    }

    private static int LimitOf(ArmCall call) => call.Context.RequestServices.GetRequiredService<SandboxOptions>().RoleAssignmentLimit;

    private static int CountIn(ArmCall call, Subscription subscription) =>
        call.World.RoleAssignments.Count(a => ResourceIds.IsWithin(a.Scope, subscription.ResourceId));
}
