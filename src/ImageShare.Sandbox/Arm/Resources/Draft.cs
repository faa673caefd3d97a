using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>A resource as a PUT or PATCH would make it, before it is accepted.</summary>
internal sealed class Draft(ArmCall call, string id, Resource? existing, JsonObject body)
{
    public ArmCall Call => call;

    public World World => call.World;

    public string Id => id;

    public string Name => id[(id.LastIndexOf('/') + 1)..];

    public Resource? Existing => existing;

    public bool IsPatch => call.Method == "PATCH";

    public JsonObject Body => body;

    public JsonObject Properties { get; } = body.Child("properties");

    public string Location => body.Text("location") ?? "";

    public string ParentId => id[..id.LastIndexOf('/', id.LastIndexOf('/') - 1)];

    /// <summary>Checks the caller's right on what the body refers to, and gives its id back.</summary>
    public string Link(string action, string? linkedId, string path) => LinkedAccess.Require(call, action, linkedId, path);
}
