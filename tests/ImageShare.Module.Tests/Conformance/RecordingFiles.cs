using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace ImageShare.Tests.Conformance;

/// <summary>Reads the two kinds of recording: cassettes of vcr.py, and the session files of the Azure SDK's recorders.</summary>
internal static class RecordingFiles
{
    public static IReadOnlyList<Recording> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".json")
            .Order(StringComparer.Ordinal)
            .Select(file => Read(file, Path.GetRelativePath(folder, file).Replace('\\', '/'))),
    ];

    private static Recording Read(string file, string name) => Path.GetExtension(file) == ".yaml"
        ? new(name, KeepsRetryAfter: false, [.. WithDeploymentNames(Cassette(file).Select(Interaction))])
        : new(name, KeepsRetryAfter: true, [.. Session(file).Select(Entry)]);

    private static IEnumerable<YamlMappingNode> Cassette(string file)
    {
        using var reader = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["interactions"]).Children.Cast<YamlMappingNode>();
    }

    // azure-cli's recorder asks for every deployment by one name; what Azure answers tells the true one.
    private static IEnumerable<Exchange> WithDeploymentNames(IEnumerable<Exchange> exchanges)
    {
        const string Mock = "/deployments/mock-deployment";
        var name = "mock-deployment";
        foreach (var exchange in exchanges)
        {
            if (exchange.Uri.Contains(Mock, StringComparison.Ordinal))
                name = Exchange.Member(exchange.Body, "name")?.ToString() ?? name;

            yield return exchange with { Uri = exchange.Uri.Replace(Mock, $"/deployments/{name}", StringComparison.Ordinal) };
        }
    }

    private static Exchange Interaction(YamlMappingNode interaction)
    {
        var request = interaction["request"];
        var response = interaction["response"];
        var headers = ((YamlMappingNode)response["headers"]).Children.ToDictionary(
            h => Text(h.Key)!, h => Text(((YamlSequenceNode)h.Value).Children[0])!, StringComparer.OrdinalIgnoreCase);
        return new Exchange(
            Text(request["method"])!, Text(request["uri"])!, Bytes(Text(request["body"])),
            int.Parse(Text(response["status"]["code"])!, CultureInfo.InvariantCulture), headers,
            Exchange.Parse(Bytes(Text(response["body"]["string"]))));
    }

    private static string? Text(YamlNode node) => (node as YamlScalarNode)?.Value is { Length: > 0 } text and not "null" ? text : null;

    // The oldest cassettes hold the text of a Python bytes literal.
    private static string? Bytes(string? text) => text is ['b', '\'', .., '\'']
        ? text[2..^1].Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : text;

    private static IEnumerable<JsonObject> Session(string file) =>
        JsonNode.Parse(File.ReadAllText(file))!["Entries"]!.AsArray().Select(e => e!.AsObject());

    private static Exchange Entry(JsonObject entry)
    {
        var headers = entry["ResponseHeaders"]!.AsObject().ToDictionary(
            h => h.Key, h => (h.Value is JsonArray values ? values[0] : h.Value)!.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Exchange(
            (string)entry["RequestMethod"]!, Absolute((string)entry["RequestUri"]!), Json(entry["RequestBody"])?.ToJsonString(),
            (int)entry["StatusCode"]!, headers, Json(entry["ResponseBody"])?.DeepClone());
    }

    private static string Absolute(string uri) => uri.StartsWith('/') ? $"https://management.azure.com{uri}" : uri;

    // Bodies are JSON text in some sessions and JSON in others.
    private static JsonNode? Json(JsonNode? body) =>
        body is JsonValue value && value.TryGetValue<string>(out var text) ? Exchange.Parse(text) : body;
}
