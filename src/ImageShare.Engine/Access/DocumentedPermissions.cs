using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Engine.Access;

/// <summary>permissions.json: which cmdlet needs which permissions. Help and the documentation show the same.</summary>
internal static class DocumentedPermissions
{
    private static readonly Lazy<Dictionary<string, PermissionNeed[]>> s_all = new(Read);

    /// <summary>Actions that a cmdlet needs in one place.</summary>
    /// <param name="cmdlet">Its name.</param>
    /// <param name="tenant">publisher or consumer.</param>
    /// <param name="scope">gallery, resource group or subscription.</param>
    /// <param name="when">The case, as it is written there, beside what is always needed; null for that alone.</param>
    public static IReadOnlyList<string> Actions(string cmdlet, string tenant, string scope, string? when = null) =>
    [
        .. s_all.Value[cmdlet].Where(n => n.Tenant == tenant && n.Scope == scope && (n.When is null || n.When == when))
            .SelectMany(n => n.Actions ?? []),
    ];

    private static Dictionary<string, PermissionNeed[]> Read()
    {
        using var file = typeof(DocumentedPermissions).Assembly.GetManifestResourceStream("permissions.json")!;
        return JsonSerializer.Deserialize(file, PermissionJson.Default.DictionaryStringPermissionNeedArray)!;
    }
}

internal sealed record PermissionNeed(string Tenant, string? When, string? Scope, IReadOnlyList<string>? Actions);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, PermissionNeed[]>))]
internal sealed partial class PermissionJson : JsonSerializerContext;
