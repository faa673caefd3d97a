using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Sizes by region, with what each can do.</summary>
internal sealed partial class SkusEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Compute/skus";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Skus;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: true })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var filter = call.Query("$filter");
        var match = Location().Match(filter ?? "");
        if (!string.IsNullOrEmpty(filter) && !match.Success)
            throw ArmErrors.BadRequest("InvalidParameter", $"The filter '{filter}' is not supported. Only location eq is.", "$filter");

        var regions = Locations.All.Where(l => !match.Success || Locations.Same(l.Name, match.Groups[1].Value));
        return ArmAnswer.Ok(new JsonObject
        {
            ["value"] = new JsonArray([.. regions.SelectMany(l => MachineSize.In(l.Name).Select(s => s.ToSku(l)))]),
        });
    }

    [GeneratedRegex(@"^\s*location\s+eq\s+'([^']+)'\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Location();
}
