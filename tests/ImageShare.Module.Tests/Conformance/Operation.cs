using System.Text.RegularExpressions;

namespace ImageShare.Tests.Conformance;

/// <summary>What a request does, without the names and ids of one recording: <c>PUT Microsoft.Compute/galleries</c>.</summary>
internal static partial class Operation
{
    private static readonly string[] Roots = ["subscriptions", "resourceGroups", "tenants"];

    public static string Name(string method, string uri) => $"{method} {Subject(new Uri(uri))}";

    public static bool IsGraph(Uri uri) =>
        uri.Host == "graph.microsoft.com" || uri.AbsolutePath.StartsWith("/graph/", StringComparison.Ordinal);

    private static string Subject(Uri uri)
    {
        var path = uri.AbsolutePath.Trim('/');
        return IsGraph(uri) ? $"Graph/{Id().Replace(path[(path.IndexOf("v1.0", StringComparison.Ordinal) + 5)..], "{id}")}" : Type(path);
    }

    private static string Type(string path)
    {
        var at = path.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
        var segments = path[(at < 0 ? 0 : at + "/providers/".Length)..].Replace("providers/", "", StringComparison.Ordinal).Split('/');
        if (at >= 0)
        {
            var hasName = segments.Length % 2 == 1 && segments.Length > 1;
            return string.Join('/', segments.Where((_, i) => i == 0 || i % 2 == 1)) + (hasName ? "/{name}" : "");
        }

        var last = Roots.LastOrDefault(r => segments.Contains(r, StringComparer.OrdinalIgnoreCase)) ?? segments[0];
        return $"Microsoft.Resources/{last}" + (segments.Length % 2 == 0 ? "/{name}" : $"/{segments[^1]}");
    }

    // An object's id, a user by name, or an alternate key.
    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?<=users/).+")]
    private static partial Regex Id();
}
