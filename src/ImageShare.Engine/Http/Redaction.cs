using System.Text.RegularExpressions;

namespace ImageShare.Engine.Http;

/// <summary>Takes what must not be seen out of text that comes from elsewhere.</summary>
internal static partial class Redaction
{
    // A JSON web token, signed or not. Looked for without going back: a text of nothing but beginnings would take forever.
    private static readonly Regex s_token = new(@"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*", RegexOptions.NonBacktracking);

    public static string Clean(string text) =>
        QueryValue().Replace(Secret().Replace(s_token.Replace(text, "<token>"), "${name}<redacted>"), "${name}<redacted>");

    [GeneratedRegex(
        """(?<name>\b(client_secret|client_assertion|refresh_token|access_token|password|secretText)["']?\s*[=:]\s*["']?)[^\s&"',}]+""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    // The signature of a poll address or of a shared access signature, and whatever else is too long to be read.
    [GeneratedRegex(@"(?<name>[?&](([ptcsh]|sig)=(?=[^&\s'""]{12})|[\w-]+=(?=[^&\s'""]{65})))[^&\s'""]+")]
    private static partial Regex QueryValue();
}
