using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Which of the consumers is meant: never another one.</summary>
internal sealed class ConsumerChoice(ConsumerShareRemoval removal)
{
    public IReadOnlyList<ConsumerGroup> Choose(IReadOnlyList<ConsumerGroup> groups)
    {
        if (removal.Share is { } share)
            return Exactly(share, groups);
        if (removal is { ConsumerName: null, ConsumerTenantId: null })
        {
            throw new ImageShareException("ConsumerRequired", ErrorKind.InvalidArgument, "No consumer was named.")
            {
                Fix = "Give -ConsumerName or -ConsumerTenantId, or pipe one in: Get-ImageShare | Remove-ImageShare.",
            };
        }

        var tenant = removal.ConsumerTenantId is { } id ? InputRules.Guid(id, "ConsumerTenantId") : null;
        var found = groups.Where(g => (removal.ConsumerName is null || Same(g.Name, removal.ConsumerName))
            && (tenant is null || Same(g.TenantId, tenant))).ToList();
        // A tenant is one company, whatever the names; a name may be that of several.
        return tenant is not null || found.Count <= 1 ? found : throw new ImageShareException(
            "ConsumerAmbiguous", ErrorKind.InvalidArgument, $"{found.Count} consumers are called '{removal.ConsumerName}'.")
        {
            Target = removal.ConsumerName,
            Fix = $"Add -ConsumerTenantId: {string.Join(", ", found.Select(g => g.TenantId ?? "(none known)"))}.",
        };
    }

    private static IReadOnlyList<ConsumerGroup> Exactly(ConsumerShare share, IReadOnlyList<ConsumerGroup> groups)
    {
        if (share.Methods.Contains(GalleryReaderKind.Community))
        {
            throw new ImageShareException(
                "CommunityIsEveryone", ErrorKind.InvalidOperation, "A community gallery is open to everyone, not to one consumer.")
            {
                Target = share.Readers is [var reader, ..] ? reader.GalleryResourceId : null,
                Fix = "Disable-CommunityGallery closes it for everyone.",
            };
        }

        // Of whom neither name nor tenant is known, the reader itself is the consumer.
        return share is { ConsumerName: null, ConsumerTenantId: null }
            ? [.. groups.Where(g => g.Readers.Any(r => share.Readers.Any(s => Same(s.ObjectId, r.ObjectId) && s.Kind == r.Kind)))]
            : [.. groups.Where(g => Same(g.Name, share.ConsumerName) && Same(g.TenantId, share.ConsumerTenantId))];
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
