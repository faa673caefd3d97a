using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>What a role allows: actions less the excluded ones, <c>*</c> standing for anything.</summary>
internal sealed record RoleDefinition(string Id, string Name, string Description, IReadOnlyList<string> Actions)
{
    public IReadOnlyList<string> NotActions { get; init; } = [];

    /// <summary>BuiltInRole or CustomRole.</summary>
    public string Type { get; init; } = "BuiltInRole";

    /// <summary>What it allows on data inside resources; nothing here asks for it.</summary>
    public IReadOnlyList<string> DataActions { get; init; } = [];

    public bool Allows(string action) => Actions.Any(p => Matches(p, action)) && !NotActions.Any(p => Matches(p, action));

    public JsonObject ToPermission() => new()
    {
        ["actions"] = Array(Actions),
        ["notActions"] = Array(NotActions),
        ["dataActions"] = Array(DataActions),
        ["notDataActions"] = new JsonArray(),
    };

    public JsonObject ToJson(string scope) => new()
    {
        ["properties"] = new JsonObject
        {
            ["roleName"] = Name,
            ["type"] = Type,
            ["description"] = Description,
            ["assignableScopes"] = new JsonArray(Type == "BuiltInRole" ? "/" : scope),
            ["permissions"] = new JsonArray(ToPermission()),
            ["createdOn"] = "2015-02-02T21:55:09.8806423Z",
            ["updatedOn"] = "2021-11-11T20:13:47.8628684Z",
            ["createdBy"] = null,
            ["updatedBy"] = null,
        },
        ["id"] = $"{scope}/providers/Microsoft.Authorization/roleDefinitions/{Id}",
        ["type"] = "Microsoft.Authorization/roleDefinitions",
        ["name"] = Id,
    };

    /// <summary>Matches piece by piece between the asterisks: the first anchors the start, the last the end.</summary>
    internal static bool Matches(string pattern, string action)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
            return pattern.Equals(action, StringComparison.OrdinalIgnoreCase);

        if (!action.StartsWith(pieces[0], StringComparison.OrdinalIgnoreCase))
            return false;

        var at = pieces[0].Length;
        foreach (var piece in pieces[1..^1])
        {
            var found = action.IndexOf(piece, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;

            at = found + piece.Length;
        }

        return action.Length - at >= pieces[^1].Length && action.EndsWith(pieces[^1], StringComparison.OrdinalIgnoreCase);
    }

    private static JsonArray Array(IEnumerable<string> items) => [.. items.Select(i => (JsonNode)i)];
}
