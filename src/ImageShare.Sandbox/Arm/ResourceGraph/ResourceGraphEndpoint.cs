using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ResourceGraph;

/// <summary>
/// Queries over many subscriptions. Each shows what the caller may read there; what a query says is read in a small way only.
/// </summary>
internal sealed class ResourceGraphEndpoint : IArmEndpoint
{
    private const int PageSize = 1000;

    public string Type => "Microsoft.ResourceGraph/resources";

    public IReadOnlyList<string> ApiVersions => ["2019-04-01", "2021-03-01", "2022-10-01", "2024-04-01"];

    public bool IsOpen(ArmCall call) => true;

    public bool IsQuery => true;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call.Method != "POST")
            throw ArmErrors.MethodNotAllowed(call.Method);

        var query = ResourceQuery.Parse(call.Body.Text("query"));
        var options = call.Body.Object("options");
        if (options.Text("resultFormat") is { } format && format != "objectArray")
            throw ResourceQuery.Invalid($"The result format '{format}' is not supported.");

        List<JsonNode> rows = [.. Subscriptions(call).SelectMany(s => Rows(call, query, s))];
        var skip = int.TryParse(options.Text("$skipToken"), CultureInfo.InvariantCulture, out var token)
            ? token : options.Number("$skip") ?? 0;
        var page = rows.Skip(skip).Take(Math.Min(options.Number("$top") ?? PageSize, PageSize)).ToList();
        var answer = new JsonObject
        {
            ["totalRecords"] = rows.Count,
            ["count"] = page.Count,
            ["data"] = new JsonArray([.. page]),
            ["facets"] = new JsonArray(),
            ["resultTruncated"] = "false",
        };
        if (skip + page.Count < rows.Count)
            answer["$skipToken"] = (skip + page.Count).ToString(CultureInfo.InvariantCulture);
        return ArmAnswer.Ok(answer);
    }

    // Without a list: every subscription in which the caller sees something.
    private static IEnumerable<Subscription> Subscriptions(ArmCall call)
    {
        var asked = call.Body.Texts("subscriptions");
        return call.World.Subscriptions.Where(s => asked.Count == 0 || asked.Contains(s.Id, StringComparer.OrdinalIgnoreCase))
            .Where(s => call.Authorizer.Opens(call.Caller.TenantId, s) && call.Authorizer.Sees(call.Caller, s.ResourceId));
    }

    private static IEnumerable<JsonNode> Rows(ArmCall call, ResourceQuery query, Subscription subscription) =>
        call.World.Resources.Under(subscription.ResourceId, query.ResourceType)
            .Where(r => call.Authorizer.Allows(call.Caller, $"{r.Type}/read", r.Id))
            .Select(r => query.Row(r, subscription));
}
