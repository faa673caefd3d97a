using System.Security.Cryptography;

namespace ImageShare.Sandbox.Cloud;

/// <summary>Secrets that look like Entra's: 40 characters, three of which are the hint.</summary>
internal static class SecretText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~";

    public static string New() => RandomNumberGenerator.GetString(Letters, 3) + "8Q~" + RandomNumberGenerator.GetString(Letters, 34);
}
