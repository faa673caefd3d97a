namespace ImageShare.Sandbox.Cloud;

/// <summary>What a directory lets its applications have for credentials.</summary>
internal sealed record AppManagementPolicy
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    public bool ForbidsSecrets { get; init; }

    /// <summary>The longest that a secret may be good; any time when null.</summary>
    public TimeSpan? LongestSecret { get; init; }

    /// <summary>The longest that a certificate may be good; any time when null.</summary>
    public TimeSpan? LongestCertificate { get; init; }
}
