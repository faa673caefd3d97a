using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>The <c>$filter</c> of resource lists: eq terms joined by "and".</summary>
internal static partial class TagFilter
{
    public static bool Matches(string? filter, Resource resource)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return true;

        var terms = And().Split(filter.Trim()).Select(t => Term().Match(t) is { Success: true } match
            ? (Name: match.Groups["name"].Value, Value: match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal))
            : throw ArmErrors.InvalidQuery($"The filter '{filter}' is not supported in the query string.")).ToList();
        var tagName = terms.Find(t => Same(t.Name, "tagName")).Value;
        return terms.TrueForAll(t => t.Name.ToLowerInvariant() switch
        {
            "resourcetype" => Same(resource.Type, t.Value),
            "name" => Same(resource.Name, t.Value),
            "location" => Locations.Same(resource.Location, t.Value),
            "resourcegroup" => Same(resource.ResourceGroupName, t.Value),
            "tagname" => resource.Body.Object("tags")?.ContainsKey(t.Value) == true,
            "tagvalue" => tagName is not null && resource.Body.Object("tags")?.Text(tagName) == t.Value,
            _ => throw ArmErrors.InvalidQuery($"The property '{t.Name}' is not supported in the filter '{filter}'."),
        });
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    // Words inside quotes belong to a value: an even number of quotes follows a joining one.
    [GeneratedRegex(@"\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<name>\w+)\s+eq\s+'(?<value>(?:[^']|'')*)'$", RegexOptions.IgnoreCase)]
    private static partial Regex Term();
}
