using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>A template put together with its parameters: what to make, in which order, and what to say at the end.</summary>
internal sealed class Template
{
    public const string Deployments = "Microsoft.Resources/deployments";

    private const int MostCopies = 800;

    private static readonly string[] Required = ["$schema", "contentVersion", "resources"];

    private static readonly string[] NotSent =
    [
        "type", "name", "apiVersion", "dependsOn", "copy", "condition", "comments", "metadata", "scope", "resourceGroup", "subscriptionId",
        "existing",
    ];

    private readonly JsonObject _source;
    private readonly TemplateScope _scope;

    public Template(JsonObject source, JsonObject? parameters, TemplateScope scope)
    {
        if (Array.Find(Required, r => source[r] is null) is { } missing)
            throw TemplateErrors.Parse($"Required property '{missing}' not found in JSON. Path ''.");

        _source = source;
        _scope = scope with { Variables = source.Object("variables") ?? new JsonObject(Nodes.AnyCase) };
        _scope = _scope with { Parameters = TemplateParameters.Resolve(source, parameters, _scope) };
        Resources = TemplateOrder.Resolve(Declared().SelectMany(d => Expand(d.Symbol, d.Resource)).ToList());
        // What an output says of resources is known at the end; a mistake in any other is found now.
        foreach (var (_, output) in source.Object("outputs") ?? [])
        {
            if (output?.ToJsonString().Contains("reference(", StringComparison.OrdinalIgnoreCase) != true)
                _scope.Evaluate(output.At("value"));
        }
    }

    public IReadOnlyList<TemplateResource> Resources { get; }

    /// <summary>A number of 64 bits, the same for equal templates. How Azure computes its own is not documented.</summary>
    public string Hash => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(_source.ToJsonString())))
        .ToString(CultureInfo.InvariantCulture);

    /// <summary>What to say at the end; null when the template says nothing.</summary>
    /// <param name="reference">Gives a resource by its name or id and an api-version.</param>
    public JsonObject? Outputs(Func<string, string?, JsonNode> reference)
    {
        if (_source.Object("outputs") is not { } declared)
            return null;

        var scope = _scope with { Reference = reference };
        return new JsonObject(declared.Select(o => KeyValuePair.Create<string, JsonNode?>(
            o.Key, TemplateParameters.Show(o.Value!, scope.Evaluate(o.Value.At("value"))))));
    }

    public JsonObject Parameters => TemplateParameters.Show(_source, _scope.Parameters);

    // Newer templates name their resources, older ones list them.
    private IEnumerable<(string? Symbol, JsonObject Resource)> Declared() => _source["resources"] is JsonObject named
        ? named.Select(n => ((string?)n.Key, n.Value as JsonObject ?? [])).Where(d => d.Item2.Flag("existing") != true)
        : _source.Objects("resources").Select(r => ((string?)null, r));

    private IEnumerable<TemplateResource> Expand(string? symbol, JsonObject declared)
    {
        if (declared.Object("copy") is not { } copy)
            return Make(symbol, declared, _scope);

        var name = TemplateFunctions.Text(_scope.Evaluate(copy["name"]));
        var count = _scope.Evaluate(copy["count"]) is JsonValue value && value.TryGetValue<int>(out var number) ? number : -1;
        return count is >= 0 and <= MostCopies
            ? Enumerable.Range(0, count).SelectMany(i => Make(symbol, declared, _scope with { Copy = (name, i) }))
            : throw TemplateErrors.Resource(
                $"The template resource '{declared.Text("name")}' is not valid. The copy count must be from 0 to {MostCopies}.");
    }

    private static IEnumerable<TemplateResource> Make(string? symbol, JsonObject declared, TemplateScope scope)
    {
        if (scope.Evaluate(declared["condition"]) is { } condition && TemplateFunctions.Text(condition) != "true")
            yield break;

        var type = declared.Text("type") ?? throw TemplateErrors.Resource("The template resource is not valid. The type is missing.");
        var name = TemplateFunctions.Text(scope.Evaluate(declared["name"]));
        if (name.Length == 0)
            throw TemplateErrors.Resource("The template resource '' is not valid. The name property cannot be null or empty.");

        var body = new JsonObject(Nodes.AnyCase);
        foreach (var (key, value) in declared.Where(m => !NotSent.Contains(m.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var isNested = IsNested(type) && key.Equals("properties", StringComparison.OrdinalIgnoreCase);
            body[key] = isNested ? Nested(value, scope) : scope.Evaluate(value);
        }

        yield return new TemplateResource
        {
            Id = Id(type, name, declared, scope),
            Type = type,
            Name = name,
            ApiVersion = declared.Text("apiVersion") ?? throw TemplateErrors.Resource(
                $"The template resource '{name}' is not valid. The api-version is missing."),
            Body = body,
            Aliases = [.. ((string?[])[symbol, scope.Copy?.Name]).OfType<string>()],
            DependsOn = [.. (declared["dependsOn"] as JsonArray ?? []).Select(d => TemplateFunctions.Text(scope.Evaluate(d)))],
        };
    }

    private static bool IsNested(string type) => type.Equals(Deployments, StringComparison.OrdinalIgnoreCase);

    /// <summary>An inner template computes for itself when it says so; else the outer one computes it.</summary>
    private static JsonObject Nested(JsonNode? properties, TemplateScope scope)
    {
        var isInner = "inner".Equals(properties.Text("expressionEvaluationOptions.scope"), StringComparison.OrdinalIgnoreCase);
        var nested = new JsonObject(Nodes.AnyCase);
        foreach (var (key, value) in properties as JsonObject ?? [])
        {
            var isTemplate = key.Equals("template", StringComparison.OrdinalIgnoreCase);
            nested[key] = isTemplate && isInner ? value?.DeepClone() : scope.Evaluate(value, isTemplate);
        }

        return nested;
    }

    private static string Id(string type, string name, JsonObject declared, TemplateScope scope)
    {
        string Text(string member) => TemplateFunctions.Text(scope.Evaluate(declared[member]));
        var at = scope.Id;
        if (Text("scope") is { Length: > 0 } named)
            at = named.StartsWith('/') ? named : $"{scope.Id}/providers/{named}";
        else if (Text("subscriptionId") is { Length: > 0 } other)
            at = $"/subscriptions/{other}";

        if (Text("resourceGroup") is { Length: > 0 } group)
            at = $"/subscriptions/{at.Split('/')[2]}/resourceGroups/{group}";

        return TemplateOrder.Id(at, type, name);
    }
}
