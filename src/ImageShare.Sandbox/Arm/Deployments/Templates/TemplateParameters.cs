using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>The values of a template's parameters: what was sent, else the defaults.</summary>
internal static class TemplateParameters
{
    public static JsonObject Resolve(JsonObject template, JsonObject? sent, TemplateScope scope)
    {
        var declared = template.Object("parameters") ?? [];
        var unknown = (sent ?? []).Select(p => p.Key).Where(n => !declared.Any(d => Same(d.Key, n))).ToList();
        if (unknown.Count > 0)
            throw TemplateErrors.ParametersUnknown(unknown, declared.Select(d => d.Key));

        var values = new JsonObject(Nodes.AnyCase);
        foreach (var (name, declaration) in declared)
        {
            var value = sent?[name].At("value")?.DeepClone()
                ?? (scope with { Parameters = values }).Evaluate(declaration.At("defaultValue"))
                ?? throw TemplateErrors.ParameterMissing(name);
            Check(name, declaration!, value);
            values[name] = value;
        }

        return values;
    }

    /// <summary>As a deployment shows them: what is secure stays unsaid.</summary>
    public static JsonObject Show(JsonObject template, JsonObject values)
    {
        var declared = template.Object("parameters") ?? [];
        return new JsonObject(declared.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Show(p.Value!, values[p.Key]))));
    }

    /// <summary>One parameter or output.</summary>
    public static JsonObject Show(JsonNode declaration, JsonNode? value)
    {
        var type = TypeOf(declaration);
        var shown = new JsonObject { ["type"] = type };
        if (!type.StartsWith("Secure", StringComparison.Ordinal))
            shown["value"] = value?.DeepClone();

        return shown;
    }

    private static string TypeOf(JsonNode declaration) => declaration.Text("type")?.ToLowerInvariant() switch
    {
        "string" => "String",
        "securestring" => "SecureString",
        "int" => "Int",
        "bool" => "Bool",
        "object" => "Object",
        "secureobject" => "SecureObject",
        "array" => "Array",
        var other => throw TemplateErrors.Validation($"The template parameter type '{other}' is not valid."),
    };

    private static void Check(string name, JsonNode declaration, JsonNode value)
    {
        var kind = value.GetValueKind();
        var (expected, fits) = TypeOf(declaration) switch
        {
            "String" or "SecureString" => ("String, Uri", kind == JsonValueKind.String),
            "Int" => ("Integer", kind == JsonValueKind.Number),
            "Bool" => ("Boolean", kind is JsonValueKind.True or JsonValueKind.False),
            "Array" => ("Array", kind == JsonValueKind.Array),
            _ => ("Object", kind == JsonValueKind.Object),
        };
        if (!fits)
            throw TemplateErrors.ParameterType(expected, kind.ToString());

        if (declaration.At("allowedValues") is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
        {
            throw TemplateErrors.Validation(
                $"The provided value for the template parameter '{name}' is not valid. The value '{TemplateFunctions.Text(value)}' is not "
                + $"part of the allowed value(s): '{string.Join(',', allowed.Select(TemplateFunctions.Text))}'.");
        }
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
