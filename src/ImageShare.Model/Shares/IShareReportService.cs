namespace ImageShare.Model;

/// <summary>A page that tells a gallery's owner who can read what.</summary>
public interface IShareReportService
{
    /// <summary>Reads what is not given, and writes the page. Asks <see cref="ICaller.ShouldProcessAsync"/> before it writes.</summary>
    /// <exception cref="ImageShareException">FileExists when the file is there and may not be replaced.</exception>
    Task<ShareReport> WriteAsync(ShareReportSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Which report.</summary>
/// <param name="Path">Full path of the HTML file.</param>
public sealed record ShareReportSpec(string Path)
{
    /// <summary>What the report is about; null to read everything that <see cref="SubscriptionIds"/> share.</summary>
    public IReadOnlyList<ConsumerShare>? Shares { get; init; }

    /// <summary>Subscriptions (GUID); empty for the context's, or for all of the tenant when it has none.</summary>
    public IReadOnlyList<string> SubscriptionIds { get; init; } = [];

    /// <summary>Heading of the page; null for the usual one.</summary>
    public string? Title { get; init; }

    /// <summary>Days before the end of a credential or an image from which on the report warns of it.</summary>
    public int ExpiringWithinDays { get; init; } = 30;

    /// <summary>Replaces an existing file.</summary>
    public bool Force { get; init; }
}
