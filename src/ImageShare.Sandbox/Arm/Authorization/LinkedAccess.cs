using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>A request that refers to another resource needs a right there too: the caller's, or that of an auxiliary token.</summary>
internal static class LinkedAccess
{
    /// <summary>Checks the right and gives the id back, without a slash at its end.</summary>
    public static string Require(ArmCall call, string action, string? linkedId, string path)
    {
        if (linkedId is null || !linkedId.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            throw ArmErrors.InvalidLinkedId(linkedId, path);

        if (call.World.FindSubscription(ResourceIds.Segment(linkedId, "subscriptions")) is not { } subscription)
            throw NotPermitted(call, call.Caller, action, linkedId);

        var callers = call.Auxiliary.Prepend(call.Caller).Where(c => call.Authorizer.Opens(c.TenantId, subscription)).ToList();
        if (callers.Count == 0)
            throw TenantNotAuthorized(call, action, subscription);

        return callers.Exists(c => call.Authorizer.Allows(c, action, linkedId))
            ? linkedId.TrimEnd('/')
            : throw NotPermitted(call, callers[^1], action, linkedId);
    }

    private static ArmException TenantNotAuthorized(ArmCall call, string action, Subscription linked) => Failed(
        $"The client has permission to perform action '{action}' on scope '{call.Id}', however the current tenant '{call.Caller.TenantId}' "
        + $"is not authorized to access linked subscription '{linked.Id}'.");

    private static ArmException NotPermitted(ArmCall call, Caller caller, string action, string linkedId) => Failed(
        $"The client '{call.Authorizer.Name(caller)}' with object id '{caller.ObjectId}' has permission to perform action '{call.Action}' "
        + $"on scope '{call.Id}'; "
        + $"however, it does not have permission to perform action(s) '{action}' on the linked scope(s) '{linkedId}' (respectively) or "
        + "the linked scope(s) are invalid.");

    private static ArmException Failed(string message) =>
        ArmErrors.Gateway(StatusCodes.Status403Forbidden, "LinkedAuthorizationFailed", message);
}
