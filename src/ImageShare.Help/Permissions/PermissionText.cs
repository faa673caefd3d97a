namespace ImageShare.Help.Permissions;

/// <summary>Permissions as help shows them.</summary>
internal static class PermissionText
{
    private const string Nothing = "None.";

    /// <summary>What stands under NOTES in the cmdlet's help.</summary>
    public static IReadOnlyList<string> Notes(IEnumerable<CmdletNeeds> cmdlets) =>
        [.. cmdlets.SelectMany(c => Paragraphs(c).Prepend("PERMISSIONS NEEDED")),
            "See about_ImageSharePermissions for those of all cmdlets."];

    /// <summary>A section of about_ImageSharePermissions.</summary>
    public static (string Title, IReadOnlyList<string> Text) Section(CmdletNeeds cmdlet) => (cmdlet.Cmdlet, [.. Paragraphs(cmdlet)]);

    private static IEnumerable<string> Paragraphs(CmdletNeeds cmdlet) =>
        cmdlet.Needs.Count == 0 ? [Nothing] : cmdlet.Needs.Select(n => string.Join('\n', Lines(n)));

    private static IEnumerable<string> Lines(PermissionNeed need)
    {
        var where = need switch
        {
            { Scope: { } scope } => $"{Side(need.Tenant)}, at the {scope}",
            { Graph: not null } => $"{Side(need.Tenant)}, in Entra",
            _ => Side(need.Tenant),
        };
        yield return need.When is { } when ? $"{where}, {when}:" : $"{where}:";
        if (need.Role is { } role)
            yield return $"  Role: {role}";
        foreach (var action in need.Actions)
            yield return $"  - {action}";
        if (need.Directory is { } directory)
            yield return $"  A person: {directory}";
        if (need.Graph is { } graph)
            yield return $"  An app: Microsoft Graph application permission {graph}";
        yield return $"  Why: {need.Why}" + (need.Silent ? " What may not be read is left out, without an error." : "");
        if (need.Untried is { } reason)
            yield return $"  Not tried in the sandbox: {reason}";
    }

    private static string Side(string tenant) => tenant switch
    {
        "publisher" => "In the publisher's tenant",
        "consumer" => "In the consumer's tenant",
        _ => "In the tenant signed in to",
    };
}
