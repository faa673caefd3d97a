using System.Collections;

namespace ImageShare.Parameters;

/// <summary>Tags as PowerShell writes them.</summary>
internal static class TagTable
{
    public static Dictionary<string, string> ToTags(this Hashtable table) =>
        table.Cast<DictionaryEntry>().ToDictionary(tag => tag.Key.ToString()!, tag => tag.Value?.ToString() ?? "");
}
