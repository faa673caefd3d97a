using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Visitors;
using NSwag;

namespace ImageShare.Tests.Conformance;

/// <summary>One operation of an OpenAPI file.</summary>
internal sealed record SpecifiedOperation(string Method, string Template, string ApiVersion, OpenApiOperation Operation)
{
    // A scope is several segments.
    private readonly Regex _path = new(
        "^" + Regex.Replace(Regex.Escape(Template).Replace("\\{scope}", ".+", StringComparison.Ordinal), @"\\\{[^}]+\}", "[^/]+") + "/?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool Matches(string method, string path) => Method == method && _path.IsMatch(path);

    public int Parameters => Template.Count(c => c == '{');
}

/// <summary>The operations of all OpenAPI files.</summary>
internal sealed class Specifications
{
    private readonly List<SpecifiedOperation> _operations = [];

    public static async Task<Specifications> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var all = new Specifications();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            var document = await OpenApiDocument.FromFileAsync(file, cancellationToken);
            await new Relaxation().VisitAsync(document, cancellationToken);
            all._operations.AddRange(document.Operations.Select(
                o => new SpecifiedOperation(o.Method.ToUpperInvariant(), o.Path, document.Info.Version, o.Operation)));
        }

        return all;
    }

    /// <summary>The operation of that version, else of the newest that the files hold; null when they do not know the path.</summary>
    public SpecifiedOperation? Find(string method, string path, string apiVersion) => _operations
        .Where(o => o.Matches(method, path))
        .OrderBy(o => o.Parameters)
        .ThenBy(o => o.ApiVersion == apiVersion ? 0 : 1)
        .ThenByDescending(o => o.ApiVersion, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>
    /// What the schemas do not mean. <see cref="BodyCheck"/> tells what is unknown, across allOf; an enum that is modelled as a string
    /// is open.
    /// </summary>
    private sealed class Relaxation : AsyncJsonSchemaVisitorBase
    {
        protected override Task<JsonSchema> VisitSchemaAsync(
            JsonSchema schema, string path, string? typeNameHint, CancellationToken cancellationToken)
        {
            if (schema.AdditionalPropertiesSchema is null)
                schema.AllowAdditionalProperties = true;

            if (schema.ExtensionData?.TryGetValue("x-ms-enum", out var value) == true
                && value is IDictionary<string, object?> options && options.TryGetValue("modelAsString", out var isOpen) && isOpen is true)
            {
                schema.Enumeration.Clear();
            }

            return Task.FromResult(schema);
        }
    }
}
