using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>Where a template is deployed, and the values its expressions may name.</summary>
/// <param name="Id">The subscription or the resource group.</param>
internal sealed record TemplateScope(string Id, Subscription Subscription, Resource? ResourceGroup, string DeploymentName)
{
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);

    public JsonObject Parameters { get; init; } = new(Nodes.AnyCase);

    public JsonObject Variables { get; init; } = new(Nodes.AnyCase);

    /// <summary>Name and index of the loop that the expression stands in.</summary>
    public (string Name, int Index)? Copy { get; init; }

    /// <summary>What a provider offers, by its namespace and one of its types.</summary>
    public required Func<string, string?, JsonNode?> Provider { get; init; }

    /// <summary>The state of a resource, by its name or id and an api-version; null while nothing is made yet.</summary>
    public Func<string, string?, JsonNode>? Reference { get; init; }

    /// <summary>Variables may be expressions themselves.</summary>
    public JsonNode? Variable(string name)
    {
        if (!Variables.TryGetPropertyValue(name, out var value))
            throw TemplateErrors.Expression($"The template variable '{name}' is not found.");

        if (!_open.Add(name))
            throw TemplateErrors.Expression($"The template variable '{name}' refers to itself.");

        var computed = Evaluate(value);
        _open.Remove(name);
        return computed;
    }

    /// <summary>A copy in which every expression is replaced by its value.</summary>
    /// <param name="node">Part of a template.</param>
    /// <param name="isTemplate">True when the copy is a template again: values must not be taken for expressions.</param>
    public JsonNode? Evaluate(JsonNode? node, bool isTemplate = false) => node switch
    {
        JsonObject parent => new JsonObject(
            parent.Select(p => KeyValuePair.Create(p.Key, Evaluate(p.Value, isTemplate))), Nodes.AnyCase),
        JsonArray items => new JsonArray([.. items.Select(i => Evaluate(i, isTemplate))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Evaluate(value.GetValue<string>(), isTemplate),
        _ => node?.DeepClone(),
    };

    private JsonNode? Evaluate(string text, bool isTemplate)
    {
        var isExpression = text.StartsWith('[') && text.EndsWith(']') && !text.StartsWith("[[", StringComparison.Ordinal);
        var value = isExpression ? new ExpressionReader(text[1..^1], this).Read()?.DeepClone()
            : text.StartsWith("[[", StringComparison.Ordinal) ? JsonValue.Create(text[1..])
            : JsonValue.Create(text);
        return isTemplate ? Escape(value) : value;
    }

    private static JsonNode? Escape(JsonNode? node) => node switch
    {
        JsonObject parent => new JsonObject(parent.Select(p => KeyValuePair.Create(p.Key, Escape(p.Value))), Nodes.AnyCase),
        JsonArray items => new JsonArray([.. items.Select(Escape)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().StartsWith('[') =>
            JsonValue.Create("[" + value.GetValue<string>()),
        _ => node?.DeepClone(),
    };
}
