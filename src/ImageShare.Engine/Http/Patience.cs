namespace ImageShare.Engine.Http;

/// <summary>How long each kind of delay of the cloud is waited for.</summary>
internal static class Patience
{
    /// <summary>From the creation of a directory object until every part of the directory knows it.</summary>
    public static TimeSpan Directory { get; } = TimeSpan.FromMinutes(2);

    /// <summary>From the creation of an application until another tenant knows it; who mistyped its id should not wait longer.</summary>
    public static TimeSpan ForeignApplication { get; } = TimeSpan.FromSeconds(30);

    /// <summary>From the creation of a principal until Azure Resource Manager knows it; 86 s have been seen.</summary>
    public static TimeSpan Principal { get; } = TimeSpan.FromMinutes(4);

    /// <summary>From the creation of a role assignment until it is listed.</summary>
    public static TimeSpan RoleListed { get; } = TimeSpan.FromMinutes(2);

    /// <summary>From the listing of a role assignment until it takes effect.</summary>
    public static TimeSpan RoleEffective { get; } = TimeSpan.FromMinutes(10);

    /// <summary>From the request of a Lighthouse delegation, or of its end, until Azure is done.</summary>
    public static TimeSpan Delegation { get; } = TimeSpan.FromMinutes(15);

    /// <summary>From the change of whom a gallery is shared with until Azure shows it.</summary>
    public static TimeSpan GallerySharing { get; } = TimeSpan.FromMinutes(10);

    /// <summary>From the addition of a region until an image version is copied there; up to six hours are documented.</summary>
    public static TimeSpan Replication { get; } = TimeSpan.FromHours(8);

    /// <summary>From the registration of a resource provider until a subscription can use it.</summary>
    public static TimeSpan Provider { get; } = TimeSpan.FromMinutes(5);

    /// <summary>From a change of an offer's draft until Partner Center has taken it in.</summary>
    public static TimeSpan MarketplaceDraft { get; } = TimeSpan.FromHours(1);

    /// <summary>From the submission of an offer until it is certified and published: a week has been seen.</summary>
    public static TimeSpan MarketplaceSubmission { get; } = TimeSpan.FromDays(8);

    /// <summary>From the deletion of a directory object until it can be purged.</summary>
    public static TimeSpan Purge { get; } = TimeSpan.FromSeconds(30);
}
