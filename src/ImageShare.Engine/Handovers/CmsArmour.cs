using System.Security.Cryptography;

namespace ImageShare.Engine.Handovers;

/// <summary>CMS as text, in the armour that PowerShell's own CMS cmdlets and openssl know.</summary>
internal static class CmsArmour
{
    private const string Label = "CMS";

    public static string Write(byte[] der) => PemEncoding.WriteString(Label, der);

    /// <summary>The bytes, or null when the text is anything but one armoured message.</summary>
    public static byte[]? Read(string text)
    {
        if (!PemEncoding.TryFind(text, out var found) || text[found.Label] != Label || text.AsSpan(..found.Location.Start).Trim().Length > 0
            || text.AsSpan(found.Location.End..).Trim().Length > 0)
        {
            return null;
        }

        var bytes = new byte[found.DecodedDataLength];
        return Convert.TryFromBase64String(text[found.Base64Data], bytes, out var length) && length == bytes.Length ? bytes : null;
    }
}
