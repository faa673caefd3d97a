using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>How a provider lets its callers wait.</summary>
/// <param name="Operations">Type of the poll address, as in <c>Microsoft.Compute/locations/operations</c>.</param>
/// <param name="Results">Type of the Location address of a DELETE.</param>
/// <param name="RetryAfter">Seconds that Azure asks for in the first answer; never more than are left.</param>
internal sealed record LongRunning(string Operations, string Results, int? RetryAfter = null)
{
    /// <summary>Version in the poll address, where it is not that of the request.</summary>
    public string? PollVersion { get; init; }

    /// <summary>True when poll addresses carry the signature without which they lead nowhere.</summary>
    public bool IsSigned { get; init; }

    public static LongRunning Machine { get; } = new("Microsoft.Compute/locations/operations", "Microsoft.Compute/locations/operations", 10) { IsSigned = true };

    public static LongRunning Disk { get; } = new("Microsoft.Compute/locations/diskOperations", "Microsoft.Compute/locations/diskOperations", 2)
    {
        IsSigned = true,
        PollVersion = ApiVersions.Disks[^3],
    };

    public static LongRunning Gallery { get; } = new("Microsoft.Compute/locations/capsOperations", "Microsoft.Compute/locations/capsOperations")
    {
        IsSigned = true,
        PollVersion = "2022-03-03",
    };

    public static LongRunning Network(int? retryAfter) => new("Microsoft.Network/locations/operations", "Microsoft.Network/locations/operationResults", retryAfter);
}
