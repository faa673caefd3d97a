using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>One resource that a template asks for, every expression computed.</summary>
internal sealed record TemplateResource
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string ApiVersion { get; init; }

    /// <summary>What its PUT sends.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>Where it is to be, as in <c>westeurope</c>; null when it says nothing of that.</summary>
    public string? Location => Body.Text("location") is { } location ? Locations.Find(location)?.Name ?? location : null;

    /// <summary>The other words by which <c>dependsOn</c> may mean it: its loop, its symbolic name.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>As written in the template.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Ids of the resources that must be there first.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public string Namespace => Type.Split('/')[0];

    /// <summary>By its id, or what of it follows "/providers/" (which azure-cli writes), or its name.</summary>
    public bool Is(string reference) =>
        Same(Id, reference.TrimEnd('/')) || Id.EndsWith($"/providers/{reference}", StringComparison.OrdinalIgnoreCase)
        || Same(Name, reference) || Aliases.Any(a => Same(a, reference));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
