namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>
/// A path of Resource Manager taken apart. What has no <c>/providers/</c> belongs to Microsoft.Resources, whose types are named by the
/// segments: <c>/subscriptions/{s}/resourceGroups/{g}</c> is a Microsoft.Resources/subscriptions/resourceGroups.
/// </summary>
internal sealed record ArmPath
{
    private const string Resources = "Microsoft.Resources";

    private ArmPath(string scope, string providerNamespace, string[] pairs)
    {
        Scope = scope;
        Namespace = providerNamespace;
        Types = [.. pairs.Where((_, i) => i % 2 == 0)];
        Names = [.. pairs.Where((_, i) => i % 2 == 1)];
    }

    /// <summary>What stands before the last <c>/providers/</c>; empty for the whole cloud.</summary>
    public string Scope { get; }

    public string Namespace { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<string> Names { get; }

    public string Type => $"{Namespace}/{string.Join('/', Types)}";

    /// <summary>True when the last type has no name: a list, an action or a view.</summary>
    public bool IsOpenEnded => Types.Count > Names.Count;

    public string Name => Names[^1];

    public static ArmPath Parse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindLastIndex(segments, s => Same(s, "providers"));
        var isOfProvider = at >= 0 && at + 2 < segments.Length && !Same(segments[at + 2], "register");
        return isOfProvider
            ? new ArmPath(Join(segments[..at]), segments[at + 1], segments[(at + 2)..])
            : new ArmPath("", Resources, segments);
    }

    /// <summary>The path as an id: the well-known words in their usual case, the types as <paramref name="type"/> writes them.</summary>
    public string Id(string type)
    {
        var types = type.Split('/')[1..];
        var pairs = types.SelectMany((t, i) => i < Names.Count ? [t, Names[i]] : new[] { t });
        return Scope.Length == 0 && Same(Namespace, Resources) ? Join(pairs) : $"{Scope}/providers/{type.Split('/')[0]}{Join(pairs)}";
    }

    /// <summary>Without the last segment, which turned out to be an action or a view.</summary>
    public ArmPath WithoutLast() => new(Scope, Namespace, [.. Types.Zip(Names, (t, n) => new[] { t, n }).SelectMany(p => p)]);

    /// <summary>Method and path without the names, as refusals for too many requests say it.</summary>
    public static string Operation(string method, string path)
    {
        var parsed = Parse(path);
        var scope = parsed.Scope.Split('/', StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 0);
        string[] provider = parsed.Scope.Length == 0 && parsed.Namespace == Resources ? [] : ["providers", parsed.Namespace];
        return $"{method}/{string.Join('/', [.. scope, .. provider, .. parsed.Types])}/".ToUpperInvariant();
    }

    private static string Join(IEnumerable<string> segments) => string.Concat(segments.Select(s => "/" + Canonical(s)));

    private static string Canonical(string segment) => segment.ToLowerInvariant() switch
    {
        "subscriptions" => "subscriptions",
        "resourcegroups" => "resourceGroups",
        "providers" => "providers",
        _ => segment,
    };

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
