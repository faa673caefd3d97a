using System.Globalization;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>
/// The invariant culture, except that its text is English. The engine breaks lines between words for the languages that it knows,
/// and anywhere for others; the invariant culture names none.
/// </summary>
internal sealed class WordBreakingCulture() : CultureInfo("")
{
    public override string TwoLetterISOLanguageName => "en";
}
