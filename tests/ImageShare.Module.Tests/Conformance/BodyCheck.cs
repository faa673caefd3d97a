using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ImageShare.Tests.Conformance;

/// <summary>What is wrong with a body by its schema: types, required properties, enums, the unknown, what only the service may write.</summary>
internal static partial class BodyCheck
{
    public static IEnumerable<string> Of(JsonNode? body, JsonSchema schema, bool isRequest)
    {
        foreach (var error in schema.ActualSchema.Validate(body?.ToJsonString() ?? "null", SchemaType.Swagger2).SelectMany(Leaves))
            yield return $"{error.Kind} {Index().Replace(error.Path ?? "", "[]").TrimStart('#', '/')}";

        foreach (var problem in Walk(body, schema, "", isRequest))
            yield return problem;
    }

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError parent
        ? parent.Errors.SelectMany(e => e.Value).SelectMany(Leaves)
        : [error];

    private static IEnumerable<string> Walk(JsonNode? node, JsonSchema schema, string path, bool isRequest)
    {
        if (node is JsonArray items && Item(schema) is { } item)
            return items.SelectMany(i => Walk(i, item, $"{path}[]", isRequest));

        var properties = Properties(schema).ToLookup(p => p.Key, p => p.Value);
        return node is JsonObject members && properties.Count > 0
            ? members.SelectMany(m => Member(m.Key, m.Value, properties[m.Key].FirstOrDefault(), schema, path, isRequest))
            : [];
    }

    private static IEnumerable<string> Member(
        string name, JsonNode? value, JsonSchemaProperty? property, JsonSchema owner, string path, bool isRequest)
    {
        var full = path.Length == 0 ? name : $"{path}.{name}";
        if (property is null)
            return owner.ActualSchema.AdditionalPropertiesSchema is null ? [$"unknown {full}"] : [];

        return isRequest && property.IsReadOnly ? [$"read-only {full}"] : Walk(value, property, full, isRequest);
    }

    private static JsonSchema? Item(JsonSchema schema) =>
        schema.ActualSchema.Item ?? schema.ActualSchema.AllOf.Select(Item).FirstOrDefault(i => i is not null);

    private static IEnumerable<KeyValuePair<string, JsonSchemaProperty>> Properties(JsonSchema schema) =>
        schema.ActualSchema.Properties.Concat(schema.ActualSchema.AllOf.SelectMany(Properties));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
