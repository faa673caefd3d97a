using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ResourceGraph;

/// <summary>A query of one shape: the resources of a type, and which columns of them. Any other is refused.</summary>
internal sealed partial record ResourceQuery(string ResourceType, IReadOnlyList<string> Columns)
{
    private static readonly string[] Known = ["id", "name", "type", "location", "resourceGroup", "subscriptionId", "tenantId"];

    public static ResourceQuery Parse(string? text)
    {
        var match = Shape().Match(text ?? throw Invalid("The query is missing."));
        if (!match.Success)
            throw Invalid($"The sandbox reads queries of the form \"resources | where type =~ 'TYPE' | project COLUMNS\" only: {text}");

        string[] columns = match.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return columns.FirstOrDefault(c => !Known.Contains(c)) is { } unknown
            ? throw Invalid($"'project' operator: Failed to resolve scalar expression named '{unknown}'")
            : new(match.Groups["type"].Value, columns);
    }

    public JsonObject Row(Resource resource, Subscription subscription) =>
        new(Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c, c switch
        {
            "id" => resource.Id,
            "name" => resource.Name,
            // Resource Graph keeps types and groups in small letters.
            "type" => resource.Type.ToLowerInvariant(),
            "location" => resource.Location,
            "resourceGroup" => resource.ResourceGroupName?.ToLowerInvariant(),
            "subscriptionId" => subscription.Id,
            _ => subscription.TenantId,
        })));

    public static ArmException Invalid(string message) => new(
        StatusCodes.Status400BadRequest, "BadRequest", "Please provide below info when asking for support.")
    {
        Details = [new JsonObject { ["code"] = "InvalidQuery", ["message"] = message }],
    };

    [GeneratedRegex(
        @"^\s*resources\s*\|\s*where\s+type\s*=~\s*'(?<type>[\w./]+)'\s*\|\s*project\s+(?<columns>[\w\s,]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
