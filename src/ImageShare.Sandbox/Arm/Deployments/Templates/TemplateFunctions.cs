using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>The template functions that delegations and their like are written with.</summary>
internal static class TemplateFunctions
{
    /// <summary>Namespace of the UUIDs that <c>guid()</c> gives, the same for everyone.</summary>
    private static readonly Guid Namespace = new("11fb06fb-712d-4ddd-98c7-e71bbd588830");

    private static readonly Dictionary<string, Func<TemplateScope, List<JsonNode?>, JsonNode?>> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["parameters"] = (scope, a) => Parameter(scope, Text(Only(a))),
        ["variables"] = (scope, a) => scope.Variable(Text(Only(a))),
        ["concat"] = (_, a) => Concat(a),
        ["format"] = (_, a) => string.Format(CultureInfo.InvariantCulture, Text(a[0]), [.. a.Skip(1).Select(Text)]),
        ["toLower"] = (_, a) => Text(Only(a)).ToLowerInvariant(),
        ["toUpper"] = (_, a) => Text(Only(a)).ToUpperInvariant(),
        ["guid"] = (_, a) => NewGuid(string.Join('-', a.Select(Text))),
        ["length"] = (_, a) => Length(Only(a)),
        ["copyIndex"] = CopyIndex,
        ["createArray"] = (_, a) => new JsonArray([.. a.Select(v => v?.DeepClone())]),
        ["subscription"] = (scope, _) => Subscription(scope),
        ["resourceGroup"] = (scope, _) => ResourceGroup(scope),
        ["providers"] = (scope, a) => scope.Provider(Text(a[0]), a.Count > 1 ? Text(a[1]) : null),
        ["reference"] = Reference,
        ["tenant"] = (scope, _) => new JsonObject(Nodes.AnyCase) { ["tenantId"] = scope.Subscription.TenantId },
        ["deployment"] = (scope, _) => new JsonObject(Nodes.AnyCase) { ["name"] = scope.DeploymentName },
        ["resourceId"] = (scope, a) => TemplateIds.ResourceId(scope, a.ConvertAll(Text)),
        ["subscriptionResourceId"] = (scope, a) => TemplateIds.SubscriptionResourceId(scope, a.ConvertAll(Text)),
        ["tenantResourceId"] = (_, a) => TemplateIds.Join("", a.ConvertAll(Text)),
        ["extensionResourceId"] = (_, a) => TemplateIds.Join(Text(a[0]), a.Skip(1).Select(Text).ToList()),
    };

    public static JsonNode? Call(TemplateScope scope, string name, List<JsonNode?> arguments)
    {
        if (!All.TryGetValue(name, out var function))
            throw TemplateErrors.Expression($"The template function '{name}' is not valid.");

        try
        {
            return function(scope, arguments);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw TemplateErrors.Expression($"Unable to evaluate template language function '{name}': {error.Message}");
        }
    }

    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static JsonNode? Only(List<JsonNode?> arguments) =>
        arguments.Count == 1 ? arguments[0] : throw new ArgumentException("the number of arguments must be one.");

    private static JsonNode? Parameter(TemplateScope scope, string name) => scope.Parameters.TryGetPropertyValue(name, out var value)
        ? value
        : throw TemplateErrors.Expression($"The template parameter '{name}' is not found.");

    private static JsonNode Concat(List<JsonNode?> arguments) => arguments.Count > 0 && arguments.TrueForAll(a => a is JsonArray)
        ? new JsonArray([.. arguments.SelectMany(a => (JsonArray)a!).Select(i => i?.DeepClone())])
        : JsonValue.Create(string.Concat(arguments.Select(Text)));

    private static JsonNode Length(JsonNode? value) => value switch
    {
        JsonArray items => items.Count,
        JsonObject parent => parent.Count,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>().Length,
        _ => throw new ArgumentException("the argument must be an array, an object or a string."),
    };

    /// <summary>With the loop's name, an offset, or both.</summary>
    private static JsonNode? CopyIndex(TemplateScope scope, List<JsonNode?> arguments)
    {
        if (scope.Copy is not { } copy)
            throw TemplateErrors.Expression("The template function 'copyIndex' is not expected at this location.");

        var offset = arguments.Count > 0 && arguments[^1] is JsonValue last && last.TryGetValue<int>(out var number) ? number : 0;
        return copy.Index + offset;
    }

    /// <summary>The properties of a resource; the whole of it when the third argument says Full.</summary>
    private static JsonNode? Reference(TemplateScope scope, List<JsonNode?> arguments)
    {
        if (scope.Reference is not { } read)
            throw TemplateErrors.Expression("The template function 'reference' is not expected at this location.");

        var whole = read(Text(arguments[0]), arguments.Count > 1 ? Text(arguments[1]) : null);
        return arguments.Count > 2 && Text(arguments[2]).Equals("Full", StringComparison.OrdinalIgnoreCase) ? whole : whole["properties"];
    }

    private static JsonObject Subscription(TemplateScope scope) => new(Nodes.AnyCase)
    {
        ["id"] = scope.Subscription.ResourceId,
        ["subscriptionId"] = scope.Subscription.Id,
        ["tenantId"] = scope.Subscription.TenantId,
        ["displayName"] = scope.Subscription.DisplayName,
    };

    private static JsonNode ResourceGroup(TemplateScope scope) => scope.ResourceGroup?.Body.DeepClone()
        ?? throw TemplateErrors.Expression("The template function 'RESOURCEGROUP' is not expected at this location.");

    // A UUID of version 5, as RFC 9562 makes it.
#pragma warning disable CA5350 // The algorithm is the definition of the function.
    private static string NewGuid(string name)
    {
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
#pragma warning restore CA5350
}
