using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ImageShare.Sandbox.Graph;

/// <summary>
/// The part of <c>$filter</c> that directory clients use: eq, in, startswith, any(x:x eq ...), joined by "and" or by "or".
/// </summary>
internal sealed partial class ODataFilter
{
    private const int MostInList = 15;

    private readonly IReadOnlyList<Func<JsonObject, bool>> _terms;
    private readonly bool _any;

    private ODataFilter(IReadOnlyList<Func<JsonObject, bool>> terms, bool any) => (_terms, _any) = (terms, any);

    public static ODataFilter Parse(string filter)
    {
        var parts = Join().Split(filter.Trim());
        var words = parts.Where((_, i) => i % 2 == 1).Select(w => w.Trim().ToLowerInvariant()).Distinct().ToList();
        if (words.Count > 1)
            throw GraphErrors.UnsupportedQuery("Mixing 'and' with 'or' is not supported here.");

        return new ODataFilter([.. parts.Where((_, i) => i % 2 == 0).Select(Term)], words is ["or"]);
    }

    public bool Matches(JsonObject entity) => _any ? _terms.Any(t => t(entity)) : _terms.All(t => t(entity));

    private static Func<JsonObject, bool> Term(string text)
    {
        if (Equality().Match(text) is { Success: true } eq)
            return e => Same(Text(Property(e, eq.Groups["name"].Value)), Value(eq));

        if (In().Match(text) is { Success: true } list)
        {
            var values = list.Groups["text"].Captures.Select(c => c.Value.Replace("''", "'")).ToList();
            if (values.Count > MostInList)
            {
                throw GraphErrors.BadRequest(
                    "Too many child clauses specified in search filter expression containing 'OR' operators: "
                    + $"{values.Count}. Max allowed: {MostInList}.");
            }

            return e => values.Exists(v => Same(Text(Property(e, list.Groups["name"].Value)), v));
        }

        if (Any().Match(text) is { Success: true } any)
            return e => Property(e, any.Groups["name"].Value) is JsonArray items && items.Any(i => Same(Text(i), Value(any)));

        if (StartsWith().Match(text) is { Success: true } start)
        {
            return e => Text(Property(e, start.Groups["name"].Value))?
                .StartsWith(Value(start)!, StringComparison.OrdinalIgnoreCase) == true;
        }

        throw GraphErrors.UnsupportedQuery($"Unsupported or invalid query filter clause specified: {text}");
    }

    private static JsonNode? Property(JsonObject entity, string name) => entity.TryGetPropertyValue(name, out var value)
        ? value
        : throw GraphErrors.BadRequest($"Unsupported or invalid query filter clause specified for property '{name}' of resource.");

    private static string? Value(Match match) => match.Groups["null"].Success ? null
        : match.Groups["bool"].Success ? match.Groups["bool"].Value
        : match.Groups["text"].Value.Replace("''", "'");

    private static string? Text(JsonNode? node) =>
        node is null ? null : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    // Joining words inside quotes are part of a value: an even number of quotes follows a real one.
    [GeneratedRegex(@"(\s+(?:and|or)\s+)(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.IgnoreCase)]
    private static partial Regex Join();

    [GeneratedRegex(
        @"^\(?(?<name>\w+)\s+eq\s+(?:'(?<text>(?:[^']|'')*)'|(?<text>[0-9a-f-]{36})|(?<null>null)|(?<bool>true|false))\)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Equality();

    [GeneratedRegex(@"^(?<name>\w+)\s+in\s+\('(?<text>(?:[^']|'')*)'(\s*,\s*'(?<text>(?:[^']|'')*)')*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex In();

    [GeneratedRegex(@"^(?<name>\w+)/any\(\s*(?<v>\w+)\s*:\s*\k<v>\s+eq\s+'(?<text>(?:[^']|'')*)'\s*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Any();

    [GeneratedRegex(@"^startswith\(\s*(?<name>\w+)\s*,\s*'(?<text>(?:[^']|'')*)'\s*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex StartsWith();
}
