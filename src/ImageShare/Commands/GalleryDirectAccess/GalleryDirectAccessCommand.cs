using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>What Grant- and Revoke-GalleryDirectAccess have in common: a gallery, and whom it is shared with.</summary>
public abstract class GalleryDirectAccessCommand : ImageShareCommand
{
    private protected const string NameSet = "Name";
    private protected const string ResourceIdSet = "ResourceId";

    private readonly Dictionary<string, DirectAccessSpec> _specs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resource group of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>Name of the gallery.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? GalleryName { get; set; }

    /// <summary>Subscription (GUID) of the gallery; without it that of the sign-in.</summary>
    [Parameter(ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    public string? SubscriptionId { get; set; }

    /// <summary>ARM id of the gallery, or of an image in it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

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
        var spec = _specs.GetValueOrDefault(key) ?? new(new()
        {
            ResourceId = ResourceId,
            SubscriptionId = SubscriptionId.OrNull(),
            ResourceGroupName = ResourceGroupName,
            GalleryName = GalleryName,
        });
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
