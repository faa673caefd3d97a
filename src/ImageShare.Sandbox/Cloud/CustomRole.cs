namespace ImageShare.Sandbox.Cloud;

/// <summary>A role that a company made for itself: known in its tenant alone.</summary>
internal sealed record CustomRole(string TenantId, string Name, IReadOnlyList<string> Actions)
{
    /// <summary>A GUID.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();
}
