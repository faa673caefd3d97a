using ImageShare.Help.Permissions;

namespace ImageShare.Tests.Help;

/// <summary>One way to run a cmdlet, with what its documentation says is needed for it.</summary>
internal sealed record PermissionCase(string Cmdlet, string? When, IReadOnlyList<PermissionNeed> Needs)
{
    private const string Title = "## ";
    private const string Alone = "alone";
    private const string Wide = "wide";

    private static readonly IReadOnlyList<CmdletNeeds> File =
        PermissionsFile.Read(Path.Combine(Repository.Root, "src", "ImageShare.Engine", "Access", "permissions.json"));

    public static IEnumerable<PermissionNeed> DocumentedNeeds => File.SelectMany(c => c.Needs);

    public static IEnumerable<string> Documented => File.Select(c => c.Cmdlet);

    /// <summary>The documented cases that ask Azure's authorization for something.</summary>
    public static IReadOnlyList<PermissionCase> All { get; } =
    [
        .. from cmdlet in File
           let tried = cmdlet.Needs.Where(n => n.Untried is null).ToList()
           from when in tried.Where(n => n.Rights.Count > 0).Select(n => n.When).Distinct()
           select new PermissionCase(cmdlet.Cmdlet, when, [.. tried.Where(n => n.When is null || n.When == when)]),
    ];

    private static readonly ILookup<string, string> Scripts =
        System.IO.File.ReadAllText(Path.Combine(Repository.Tests, "ImageShare.Module.Tests", "Help", "permissions.txt"))
            .ReplaceLineEndings("\n").Split("\n" + Title).Skip(1).Select(block => block.Split('\n'))
            .SelectMany(lines => lines.Skip(1).Where(l => l.Length > 0).Select(line => (Name: lines[0], line)))
            .ToLookup(l => l.Name, l => l.line);

    public string Name => When is null ? Cmdlet : $"{Cmdlet} | {When}";

    /// <summary>Actions and Graph permissions of this case alone; those that are always needed are a case of their own.</summary>
    public IEnumerable<string> Rights => Own.SelectMany(n => n.Rights).Distinct();

    public bool IsSilent => Own.Any(n => n.Silent);

    private IEnumerable<PermissionNeed> Own => Needs.Where(n => n.When == When);

    /// <summary>Tenants in which the account must be known.</summary>
    public IReadOnlyList<string> Sides =>
        [.. Needs.Where(n => n.Rights.Count > 0).Select(n => n.Tenant).Where(t => t != "either").Distinct()];

    public bool NeedsOwnSandbox => Has(Alone);

    /// <summary>Where the need's role is given: of a gallery that the case makes, at its resource group.</summary>
    public string? ScopeOf(PermissionNeed need) => need.Scope == "gallery" && Has(Wide) ? "resource group" : need.Scope;

    /// <summary>What administrators do first, by side; last what the limited account runs.</summary>
    public IReadOnlyList<(string Who, string Script)> Steps =>
        [.. Scripts[Name].Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1]))
            .Where(step => step.Item1 is not (Alone or Wide))];

    private bool Has(string mark) => Scripts[Name].Any(line => line.StartsWith(mark + ": ", StringComparison.Ordinal));
}
