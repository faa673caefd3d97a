using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace ImageShare.Engine.Handovers;

/// <summary>The secret as it is, for who insists.</summary>
internal static class PlainSecret
{
    public static SecretDocument Write(SecureString secret)
    {
        var bytes = SecureText.ToUtf8(secret);
        try
        {
            return new() { Protection = HandoverWords.None, Value = Encoding.UTF8.GetString(bytes) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static SecureString Read(SecretDocument secret)
    {
        var text = new SecureString();
        foreach (var c in secret.Value!)
            text.AppendChar(c);

        text.MakeReadOnly();
        return text;
    }
}
