using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using ImageShare.Engine.Handovers;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>
/// The parameters file of Microsoft's sample templates: for a subscription, one resource group or several, with eligible authorizations or
/// without. It comes by mail and from blogs: hostile input until it is checked.
/// </summary>
internal sealed record TemplateParameters
{
    private const int MaximumBytes = 256 * 1024;
    private const int MaximumDepth = 8;
    private const int MaximumItems = 100;

    private static readonly string[] s_known =
    [
        "mspOfferName", "mspOfferDescription", "managedByTenantId", "authorizations", "eligibleAuthorizations", "rgName", "resourceGroups",
        "registrationName",
    ];

    public string? OfferName { get; init; }

    public string? OfferDescription { get; init; }

    public string? ManagedByTenantId { get; init; }

    public IReadOnlyList<string> ResourceGroupNames { get; init; } = [];

    public IReadOnlyList<LighthouseAuthorization> Authorizations { get; init; } = [];

    public IReadOnlyList<EligibleLighthouseAuthorization> EligibleAuthorizations { get; init; } = [];

    public static async Task<TemplateParameters> ReadAsync(string path, CancellationToken cancellationToken) =>
        Parse(await HandoverFile.ReadAsync(path, cancellationToken), path);

    internal static TemplateParameters Parse(byte[] bytes, string path)
    {
        try
        {
            if (bytes.Length > MaximumBytes)
                throw new FormatException($"It is larger than {MaximumBytes / 1024} KB.");

            return Read(StrictJson.Parse(bytes, MaximumDepth));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new ImageShareException(
                "TemplateParameterFileUnreadable", ErrorKind.InvalidData, $"'{path}' is not a parameters file of a Lighthouse template.",
                exception)
            {
                Target = path,
                Reason = exception is JsonException ? "A value in it has another type than the templates want." : exception.Message,
                Fix = "Take the parameters file of Microsoft's sample for a subscription or for resource groups.",
            };
        }
    }

    private static TemplateParameters Read(JsonObject file)
    {
        var parameters = file["parameters"] as JsonObject ?? throw new FormatException("It has no \"parameters\".");
        if (parameters.Select(p => p.Key).FirstOrDefault(name => !s_known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new FormatException($"It has a parameter that the templates do not know: \"{unknown}\".");

        // As Azure reads them: upper and lower case count as equal.
        if (parameters.DistinctBy(p => p.Key, StringComparer.OrdinalIgnoreCase).Count() != parameters.Count)
            throw new FormatException("It has the same parameter twice.");

        var values = new JsonObject([.. parameters.Select(p => KeyValuePair.Create(
            s_known.First(name => name.Equals(p.Key, StringComparison.OrdinalIgnoreCase)), Value(p.Key, p.Value)))]);
        return new TemplateParameters
        {
            OfferName = Text(values, "mspOfferName"),
            OfferDescription = Text(values, "mspOfferDescription"),
            ManagedByTenantId = Text(values, "managedByTenantId"),
            ResourceGroupNames = Groups(values),
            Authorizations = [.. List(values, "authorizations", DelegationJson.Default.IReadOnlyListAuthorizationBody)
                .Select(DelegationView.Of)],
            EligibleAuthorizations =
            [
                .. List(values, "eligibleAuthorizations", DelegationJson.Default.IReadOnlyListEligibleAuthorizationBody)
                    .Select(DelegationView.Of),
            ],
        };
    }

    private static JsonNode? Value(string name, JsonNode? parameter) =>
        parameter is JsonObject wrapped && wrapped["value"] is { } value ? value.DeepClone()
            : throw new FormatException($"\"{name}\" has no \"value\".");

    private static string? Text(JsonObject values, string name) => values[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new FormatException($"\"{name}\" is not text."),
    };

    private static string[] Groups(JsonObject values) => (Text(values, "rgName"), values["resourceGroups"]) switch
    {
        ({ } one, null) => [one],
        (null, null) => [],
        (null, JsonArray { Count: > 0 and <= MaximumItems } groups) =>
        [
            .. groups.Select(g => g is JsonObject group ? Text(group, "rgName") : null)
                .Select(name => name ?? throw new FormatException("A resource group in it has no \"rgName\".")),
        ],
        (null, _) => throw new FormatException($"\"resourceGroups\" is not a list of 1 to {MaximumItems}."),
        _ => throw new FormatException("It has both \"rgName\" and \"resourceGroups\"."),
    };

    private static IReadOnlyList<T> List<T>(
        JsonObject values, string name, JsonTypeInfo<IReadOnlyList<T>> type) =>
        values[name] switch
        {
            null => [],
            JsonArray { Count: <= MaximumItems } items when items.All(IsAuthorization) => items.Deserialize(type)!,
            JsonArray { Count: <= MaximumItems } =>
                throw new FormatException($"An item of \"{name}\" lacks principalId or roleDefinitionId."),
            _ => throw new FormatException($"\"{name}\" is not a list of at most {MaximumItems}."),
        };

    private static bool IsAuthorization(JsonNode? item) =>
        item is JsonObject { } one && one["principalId"] is not null && one["roleDefinitionId"] is not null;

    /// <summary>A duration as ISO 8601 writes it.</summary>
    public static TimeSpan Duration(string? text)
    {
        try
        {
            return text is null ? TimeSpan.FromHours(8) : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is not a duration such as PT8H."), exception);
        }
    }
}
