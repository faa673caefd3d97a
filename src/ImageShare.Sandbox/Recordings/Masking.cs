using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Recordings;

/// <summary>
/// Hides what the traffic log's own masks let through, as it only shows in live Azure or in texts within texts: in a recording, and in what
/// is compared with one. What is hidden may differ between recording and replay.
/// </summary>
internal static partial class Masking
{
    private const string Mask = "***";

    // Beside those that the log hides: the first letters of a secret, keys and connection strings of other services, public keys.
    private static readonly string[] Names =
    [
        "hint", "keyData", "customKeyIdentifier", "accessSAS", "sasUri", "sasToken", "primaryKey", "secondaryKey", "accountKey",
        "connectionString", "primaryConnectionString", "secondaryConnectionString", "storageAccountKey", "instrumentationKey", "privateKey",
    ];

    // At any depth of JSON in JSON the quotation marks are escaped alike. Of a token only the claims are left, as JSON.
    private static readonly Regex Property = new(
        $$"""(?<quote>\\*")(?<name>{{string.Join('|', Names.Concat(Redaction.SecretNames))}})\k<quote>(?<colon>\s*:\s*)\k<quote>(?!\\*\{)(?:(?!\k<quote>).)*""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline);

    /// <summary>A URL, a header, or a body as JSON.</summary>
    public static string Hide(string text)
    {
        text = Property.Replace(text, "${quote}${name}${quote}${colon}${quote}" + Mask);
        text = PrivateKey().Replace(text, Mask);
        text = Signature().Replace(text, $"$1{Mask}");
        text = Credential().Replace(text, $"$1{Mask}");
        text = OpaqueToken().Replace(text, $"$1{Mask}");
        text = TokenRest().Replace(text, Mask);
        text = EntraSecret().Replace(text, Mask);
        text = PublicKey().Replace(text, $"$1 {Mask}");
        return Certificate().Replace(text, Mask);
    }

    // Whoever holds them may read: shared access signatures, and the address of a running operation, signed in the same way.
    [GeneratedRegex(@"((?:[?&]|\\u0026|&amp;|%3f|%26)(?:sig|c|s|h)(?:=|%3d))[^&\s""'\\<%]{16,}(?:%[0-9a-f]{2}[^&\s""'\\<%]*)*", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();

    [GeneratedRegex(@"((?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)=)[^;&\s""'\\]+", RegexOptions.IgnoreCase)]
    private static partial Regex Credential();

    // Not every token is a JWT; what is left of one begins with a brace. A challenge names what to show.
    [GeneratedRegex(@"((?:Bearer|Basic|PoP)\s+)(?!(?:authorization|authorization_uri|realm|error|error_description|resource_id|client_id|claims)=)[\w.~+/=-]{16,}")]
    private static partial Regex OpaqueToken();

    // An encrypted token has five parts.
    [GeneratedRegex(@"\*\*\*(?:\.[\w-]+)+")]
    private static partial Regex TokenRest();

    [GeneratedRegex(@"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~-])")]
    private static partial Regex EntraSecret();

    // With the comment, which names a person and a machine.
    [GeneratedRegex(@"(ssh-rsa|ssh-ed25519|ecdsa-sha2-\w+) AAAA[\w+/=]+(?: [\w.@+-]+)?")]
    private static partial Regex PublicKey();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    // Base64 of a certificate, or of a container with one.
    [GeneratedRegex(@"(?:-----BEGIN CERTIFICATE-----(?:\s|\\[rn])*)?MII[\w+/-](?:[\w+/=-]|\s|\\[rn]){80,}(?:-----END CERTIFICATE-----)?")]
    private static partial Regex Certificate();
}
