using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Help.Permissions;

/// <summary>What a cmdlet needs; nothing when it asks nobody.</summary>
internal sealed record CmdletNeeds(string Cmdlet, IReadOnlyList<PermissionNeed> Needs);

/// <summary>Rights that a cmdlet needs in one place.</summary>
internal sealed record PermissionNeed
{
    /// <summary>publisher, consumer, or either: whichever side runs it.</summary>
    public required string Tenant { get; init; }

    /// <summary>The case in which it is needed; null when always.</summary>
    public string? When { get; init; }

    /// <summary>Where the role must be given: gallery, resource group, subscription. Null for rights in the directory.</summary>
    public string? Scope { get; init; }

    /// <summary>Actions of Azure Resource Manager at the scope; each is needed.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The built-in role that holds them and the least besides.</summary>
    public string? Role { get; init; }

    /// <summary>Application permission of Microsoft Graph, for an app that signs in.</summary>
    public string? Graph { get; init; }

    /// <summary>What a person needs in Entra in its place.</summary>
    public string? Directory { get; init; }

    public required string Why { get; init; }

    /// <summary>Without it nothing is refused; what may not be read is left out.</summary>
    public bool Silent { get; init; }

    /// <summary>Why the sandbox cannot show that exactly this is needed; null when a test shows it.</summary>
    public string? Untried { get; init; }

    /// <summary>All that authorization asks for: actions, or a permission of Graph.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Rights => Graph is null ? Actions : [Graph];
}

/// <summary>The file that says which cmdlet needs which permissions.</summary>
internal static class PermissionsFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="JsonException">It has not the form of <see cref="PermissionNeed"/>s by cmdlet.</exception>
    public static IReadOnlyList<CmdletNeeds> Read(string path)
    {
        using var file = File.OpenRead(path);
        var needs = JsonSerializer.Deserialize<SortedDictionary<string, PermissionNeed[]>>(file, Options)!;
        return [.. needs.Select(n => new CmdletNeeds(n.Key, n.Value))];
    }
}
