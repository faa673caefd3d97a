using System.Text.RegularExpressions;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>For whom a role was given, as its assignment's description says: whoever looks at it later, in any tool, sees it.</summary>
internal sealed partial record ConsumerMark(string Name, string? TenantId)
{
    public static ConsumerMark? Of(ReaderGrantSpec spec) => spec switch
    {
        { App: { } app } => Of(app),
        { ConsumerName: { } name } => new(name, spec.ConsumerTenantId),
        { ConsumerTenantId: { } tenant } => new(spec.SignInName?.Split('@')[^1] ?? tenant, tenant),
        _ => null,
    };

    public static ConsumerMark Of(GalleryShareApp app) => new(app.ConsumerName ?? app.DisplayName, app.ConsumerTenantId);

    /// <summary>Null when the description is not one of ours.</summary>
    public static ConsumerMark? Read(string? description) => Shape().Match(description ?? "") is { Success: true } match
        ? new(match.Groups["name"].Value, match.Groups["tenant"] is { Success: true } tenant ? tenant.Value : null)
        : null;

    public override string ToString() => $"ImageShare: {Name}{(TenantId is null ? "" : $", tenant {TenantId}")}";

    [GeneratedRegex("^ImageShare: (?<name>.+?)(, tenant (?<tenant>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Shape();
}
