using System.Globalization;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>How many cases to try.</summary>
internal static class Volume
{
    /// <summary>A number: every parser gets so many cases, whatever they cost. Without it, as many as a usual run has time for.</summary>
    private const string Choice = "IMAGESHARE_FUZZ";

    public static int Of(int usual) =>
        Environment.GetEnvironmentVariable(Choice) is { Length: > 0 } choice ? int.Parse(choice, CultureInfo.InvariantCulture) : usual;
}
