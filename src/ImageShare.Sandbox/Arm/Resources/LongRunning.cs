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

    public static LongRunning Machine { get; } = Compute("operations", 10, null);

    public static LongRunning Disk { get; } = Compute("diskOperations", 2, ApiVersions.Disks[^3]);

    public static LongRunning Gallery { get; } = Compute("capsOperations", null, "2022-03-03");

    public static LongRunning GallerySharing { get; } = Compute("capsOperations", null, "2022-08-03");

    public static LongRunning Network(int? retryAfter) =>
        new("Microsoft.Network/locations/operations", "Microsoft.Network/locations/operationResults", retryAfter);

    private static LongRunning Compute(string name, int? retryAfter, string? pollVersion) =>
        new($"Microsoft.Compute/locations/{name}", $"Microsoft.Compute/locations/{name}", retryAfter)
        {
            PollVersion = pollVersion,
            IsSigned = true,
        };
}
