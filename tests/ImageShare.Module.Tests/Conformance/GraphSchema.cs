using System.Text.Json.Nodes;
using System.Xml.Linq;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Conformance;

/// <summary>Microsoft Graph's types, and whether an exchange names what they lack. OData's reader wants a whole model; this is an extract.</summary>
internal sealed class GraphSchema
{
    private readonly Dictionary<string, XElement> _types;

    private GraphSchema(IEnumerable<XElement> types) => _types = types.ToDictionary(t => t.Attribute("Name")!.Value);

    public static GraphSchema Read(string folder) => new(Directory.EnumerateFiles(folder, "*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants())
        .Where(e => e.Name.LocalName is "EntityType" or "ComplexType"));

    public IEnumerable<string> Check(TrafficEntry entry)
    {
        if (TypeOf(entry.Path) is not { } type)
            return ["is of no type in the extract"];

        var request = entry.Method is "POST" && entry.Path.EndsWith("/addPassword", StringComparison.Ordinal)
            ? entry.RequestBody?["passwordCredential"]
            : entry.RequestBody;
        var answer = entry.Status >= 400 ? [] : entry.ResponseBody?["value"] is JsonArray list ? [.. list] : new[] { entry.ResponseBody };
        return [.. Walk(request, type, "request: unknown "), .. answer.SelectMany(a => Walk(a, type, "answer: unknown ")).Distinct()];
    }

    private string? TypeOf(string path)
    {
        var set = path.Split('/').Last(s => !s.Contains('-', StringComparison.Ordinal)).Split('(')[0];
        var type = set == "addPassword" ? "passwordCredential" : set.TrimEnd('s');
        return new[] { set, type }.FirstOrDefault(_types.ContainsKey);
    }

    private IEnumerable<string> Walk(JsonNode? node, string type, string path)
    {
        if (node is JsonArray items)
            return items.SelectMany(i => Walk(i, type, path));

        if (node is not JsonObject members || !_types.ContainsKey(type))
            return [];

        var properties = Properties(type).ToLookup(p => p.Attribute("Name")!.Value);
        return members.Where(m => !m.Key.StartsWith('@')).SelectMany(m => properties[m.Key].FirstOrDefault() is { } property
            ? Walk(m.Value, Name(property.Attribute("Type")!.Value), $"{path}{m.Key}.")
            : [path + m.Key]);
    }

    private IEnumerable<XElement> Properties(string type)
    {
        if (_types.GetValueOrDefault(type) is not { } own)
            return [];

        var properties = own.Elements().Where(e => e.Name.LocalName is "Property" or "NavigationProperty");
        return own.Attribute("BaseType") is { } parent ? properties.Concat(Properties(Name(parent.Value))) : properties;
    }

    private static string Name(string type) => type.Replace("Collection(", "", StringComparison.Ordinal).TrimEnd(')').Split('.')[^1];
}
