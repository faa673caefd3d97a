using YamlDotNet.RepresentationModel;

namespace ImageShare.Tests.Examples;

/// <summary>A file of examples/.</summary>
internal static class ExampleFile
{
    public static string PathOf(string name) => Path.Combine(Repository.Root, "examples", name);

    /// <summary>The step of a workflow or pipeline that builds: its script, and the names of the variables that it is given.</summary>
    public static (string Script, IReadOnlyList<string> Variables) BuildStep(string name, string scriptKey)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(PathOf(name));
        yaml.Load(reader);
        var step = yaml.Documents[0].AllNodes.OfType<YamlMappingNode>().Single(node =>
            node.Children.TryGetValue(scriptKey, out var script) && $"{script}".Contains("New-SharedImageVM", StringComparison.Ordinal));
        return ($"{step[scriptKey]}", [.. ((YamlMappingNode)step["env"]).Children.Keys.Select(key => $"{key}")]);
    }
}
