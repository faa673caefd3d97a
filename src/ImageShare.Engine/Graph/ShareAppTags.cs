using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Graph;

/// <summary>
/// What makes an application a share app, and whom it serves: written to its tags, which hold no spaces and 256 characters.
/// </summary>
/// <param name="ConsumerName">The consumer's name.</param>
/// <param name="ConsumerTenantId">Tenant (GUID) of the consumer.</param>
/// <param name="Shared">One app for many consumers.</param>
internal sealed record ShareAppTags(string? ConsumerName, string? ConsumerTenantId, bool Shared)
{
    public const string Marker = "imageshare";

    private const string Name = Marker + ":consumer=";
    private const string Tenant = Marker + ":tenant=";
    private const string Many = Marker + ":shared";
    private const int MaximumLength = 256;

    public IReadOnlyList<string> Write()
    {
        List<string> tags = [Marker];
        if (ConsumerName is not null)
            tags.Add(Name + Uri.EscapeDataString(ConsumerName));
        if (ConsumerTenantId is not null)
            tags.Add(Tenant + ConsumerTenantId);
        if (Shared)
            tags.Add(Many);

        return tags.TrueForAll(t => t.Length <= MaximumLength) ? tags
            : throw InputRules.Refuse("ConsumerName", ConsumerName!,
                "-ConsumerName is too long for the directory: it must fit into 256 characters.");
    }

    /// <summary>Null when the application is no share app.</summary>
    public static ShareAppTags? Read(IReadOnlyList<string>? tags) => tags?.Contains(Marker) != true ? null
        : new(Value(tags, Name) is { } name ? Uri.UnescapeDataString(name) : null, Value(tags, Tenant), tags.Contains(Many));

    private static string? Value(IEnumerable<string> tags, string prefix) =>
        tags.FirstOrDefault(t => t?.StartsWith(prefix, StringComparison.Ordinal) is true)?[prefix.Length..];
}
