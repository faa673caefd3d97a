using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The security type a VM gets: what was asked for, else what the image definition says of itself.</summary>
internal static class MachineSecurity
{
    public const string Standard = "Standard";
    public const string TrustedLaunch = "TrustedLaunch";
    public const string ConfidentialVM = "ConfidentialVM";

    public static IReadOnlyList<string> Types { get; } = [Standard, TrustedLaunch, ConfidentialVM];

    /// <summary>TrustedLaunch, ConfidentialVM, or null for none.</summary>
    /// <exception cref="ImageShareException">The image does not go with what was asked for.</exception>
    public static string? Of(GalleryImage image, string? asked = null)
    {
        asked = Types.FirstOrDefault(type => type.Equals(asked, StringComparison.OrdinalIgnoreCase));
        if (asked is null)
            return Demanded(image) ?? (Allowed(image).Contains(TrustedLaunch) ? TrustedLaunch : null);
        var fits = asked == Standard ? Demanded(image) is null : Demanded(image) == asked || Allowed(image).Contains(asked);
        if (!fits)
            throw NotPossible(image, asked);
        return asked == Standard ? null : asked;
    }

    // The definition demands it: no VM without.
    private static string? Demanded(GalleryImage image) => image.SecurityType.ToUpperInvariant() switch
    {
        "TRUSTEDLAUNCH" => TrustedLaunch,
        "CONFIDENTIALVM" => ConfidentialVM,
        _ => null,
    };

    // The definition allows it, where Azure has it.
    private static string[] Allowed(GalleryImage image) => image.SecurityType.ToUpperInvariant() switch
    {
        _ when !CanMeasureBoot(image) => [],
        "TRUSTEDLAUNCHSUPPORTED" => [TrustedLaunch],
        "CONFIDENTIALVMSUPPORTED" => [ConfidentialVM],
        "TRUSTEDLAUNCHANDCONFIDENTIALVMSUPPORTED" => [TrustedLaunch, ConfidentialVM],
        _ => [],
    };

    private static bool CanMeasureBoot(GalleryImage image) =>
        string.Equals(image.HyperVGeneration, "V2", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(image.Architecture, "Arm64", StringComparison.OrdinalIgnoreCase);

    private static ImageShareException NotPossible(GalleryImage image, string asked) =>
        new("SecurityTypeNotSupported", ErrorKind.InvalidArgument, $"No VM of security type {asked} can be built from '{image.Name}'.")
        {
            Target = image.Id,
            Reason = $"Its definition says: security type {image.SecurityType}, generation {image.HyperVGeneration}, {image.Architecture}.",
            Fix = Demanded(image) is { } demanded ? $"Leave -SecurityType out, or give {demanded}."
                : $"Leave -SecurityType out, or give {string.Join(" or ", (string[])[Standard, .. Allowed(image)])}.",
        };
}
