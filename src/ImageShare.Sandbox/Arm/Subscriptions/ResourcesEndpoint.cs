using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>Every resource of a subscription or of a resource group that the caller may read.</summary>
internal sealed class ResourcesEndpoint(string type) : IArmEndpoint
{
    private static readonly string[] Shown =
        ["id", "name", "type", "location", "tags", "sku", "kind", "plan", "identity", "zones", "managedBy"];

    public string Type => type;

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: true })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var scope = call.Id[..call.Id.LastIndexOf('/')];
        if (ResourceIds.Segment(scope, "resourceGroups") is { } group && call.World.Resources.Find(scope) is null)
            throw ArmErrors.ResourceGroupNotFound(group);

        var expand = (call.Query("$expand") ?? "").Split(',');
        return ArmAnswer.List(call, call.World.Resources.Under(scope)
            .Where(r => r.Location is not null && r.Type != ResourceIds.ResourceGroupType)
            .Where(r => call.Authorizer.Allows(call.Caller, $"{r.Type}/read", r.Id))
            .Where(r => TagFilter.Matches(call.Query("$filter"), r))
            .Select(r => Show(r, expand)));
    }

    private static JsonObject Show(Resource resource, string[] expand)
    {
        var shown = new JsonObject();
        foreach (var name in Shown)
        {
            if (resource.Body[name] is { } value)
                shown[name] = value.DeepClone();
        }

        if (expand.Contains("createdTime"))
            shown["createdTime"] = resource.Created;

        if (expand.Contains("changedTime"))
            shown["changedTime"] = resource.Changed;

        if (expand.Contains("provisioningState"))
            shown["provisioningState"] = resource.Properties.Text("provisioningState") ?? "Succeeded";

        return shown;
    }
}
