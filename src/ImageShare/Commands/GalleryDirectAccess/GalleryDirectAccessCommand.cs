using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>What Grant- and Revoke-GalleryDirectAccess have in common: whom a gallery is shared with.</summary>
public abstract class GalleryDirectAccessCommand : GalleryCommand
{
    private readonly Dictionary<string, DirectAccessSpec> _specs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Subscriptions (GUIDs) of consumers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ConsumerSubscriptionIds")]
    [ValidateGuid]
    public string[] ConsumerSubscriptionId { get; set; } = [];

    /// <summary>Tenants (GUIDs) of consumers: every subscription of theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ConsumerTenantIds")]
    [ValidateGuid]
    public string[] ConsumerTenantId { get; set; } = [];

    private protected bool NamesNobody => !Given(ConsumerSubscriptionId).Concat(Given(ConsumerTenantId)).Any();

    // Many records may mean one gallery: images of it, or consumers of a list. It is changed once.
    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        Check();
        var key = ResourceId ?? $"{SubscriptionId}/{ResourceGroupName}/{GalleryName}";
        var spec = _specs.GetValueOrDefault(key) ?? new(Gallery);
        _specs[key] = spec with
        {
            ConsumerSubscriptionIds = [.. spec.ConsumerSubscriptionIds, .. Given(ConsumerSubscriptionId)],
            ConsumerTenantIds = [.. spec.ConsumerTenantIds, .. Given(ConsumerTenantId)],
        };
        return [];
    }

    private protected override IEnumerable<Work> End() =>
        _specs.Values.Select(spec => Change(spec.Gallery.ResourceId ?? spec.Gallery.GalleryName!, spec));

    private protected abstract void Check();

    private protected abstract Work Change(string target, DirectAccessSpec spec);

    // A row of a CSV file has empty columns.
    private static IEnumerable<string> Given(string[] ids) => ids.Where(id => id.Length > 0);
}
