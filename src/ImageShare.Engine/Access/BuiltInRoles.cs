namespace ImageShare.Engine.Access;

/// <summary>Built-in roles, the same in every cloud: those of a share need no look-up.</summary>
internal static class BuiltInRoles
{
    private static readonly Dictionary<string, string> s_ids = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Reader"] = "acdd72a7-3385-48ef-bd42-f606fba81ae7",
        ["Contributor"] = "b24988ac-6180-42a0-ab88-20f7382dd24c",
        ["Owner"] = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        ["Compute Gallery Image Reader"] = "cf7c76d2-98a3-4358-a134-615aa78bf44d",
        ["Compute Gallery Sharing Admin"] = "1ef6a3be-d0ac-425d-8c01-acb62866290b",
        ["Compute Gallery Artifacts Publisher"] = "85a2d0d9-2eba-4c9c-b355-11c2cc0788ab",
        ["Virtual Machine Contributor"] = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
        ["Managed Services Registration assignment Delete Role"] = "91c1777a-f3dc-4fae-b103-61d183457e46",
        ["Log Analytics Contributor"] = "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
        ["Resource Policy Contributor"] = "36243c78-bf99-498c-9df9-86d9f8d28608",
        ["User Access Administrator"] = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
        ["Network Contributor"] = "4d97b98b-1d4f-4787-a291-c67834d212e7",
    };

    private static readonly HashSet<string> s_blind = new(StringComparer.OrdinalIgnoreCase)
    {
        "Compute Gallery Sharing Admin", "Virtual Machine Contributor", "Network Contributor",
        "Managed Services Registration assignment Delete Role",
    };

    /// <summary>Whether the role lets read image versions; null when it is not one of these.</summary>
    public static bool? ReadsImages(string id) => NameOf(id) is { } name ? !s_blind.Contains(name) : null;

    public static string? IdOf(string name) => s_ids.GetValueOrDefault(name);

    public static string? NameOf(string id) => s_ids.FirstOrDefault(r => r.Value.Equals(id, StringComparison.OrdinalIgnoreCase)).Key;
}
