using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The security type a VM gets, by what the image definition says of itself.</summary>
internal static class MachineSecurity
{
    public const string TrustedLaunch = "TrustedLaunch";
    public const string ConfidentialVM = "ConfidentialVM";

    /// <summary>TrustedLaunch, ConfidentialVM, or null for none.</summary>
    public static string? Of(GalleryImage image) => image.SecurityType.ToUpperInvariant() switch
    {
        // The definition demands it: no VM without.
        "TRUSTEDLAUNCH" => TrustedLaunch,
        "CONFIDENTIALVM" => ConfidentialVM,
        // The definition allows it: on, where Azure has it.
        "TRUSTEDLAUNCHSUPPORTED" or "TRUSTEDLAUNCHANDCONFIDENTIALVMSUPPORTED" when CanTrustedLaunch(image) => TrustedLaunch,
        _ => null,
    };

    private static bool CanTrustedLaunch(GalleryImage image) =>
        string.Equals(image.HyperVGeneration, "V2", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(image.Architecture, "Arm64", StringComparison.OrdinalIgnoreCase);
}
