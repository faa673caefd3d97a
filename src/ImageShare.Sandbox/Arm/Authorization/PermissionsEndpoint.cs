using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>What the caller may do at a scope; nothing is an empty list.</summary>
internal sealed class PermissionsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Authorization/permissions";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Authorization;

    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call) => call is { Method: "GET", Path.IsOpenEnded: true }
        ? ArmAnswer.List(call, call.Authorizer.RolesAt(call.Caller, call.Path.Scope).DistinctBy(r => r.Id).Select(r => r.ToPermission()))
        : throw ArmErrors.MethodNotAllowed(call.Method);
}
