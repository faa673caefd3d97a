using System.Text;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>Spoils what was well formed a little, so that most of it still gets past the first checks of a parser.</summary>
internal static class Mutator
{
    private static readonly string[] s_tokens =
    [
        "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "99999999999999999999", "\"\"", "\"\\ud800\"", "\\ud800", "\"\\u0000\"",
        "\u202e", "\0", "\r\n", "/", "..", "%2f", "?", "#", ".", " ", "\t", "'", "::", "-1", "=",
        "\"signature\":\"\"", "\"secret\":{}", "-----BEGIN CMS-----", "MIIB", "\"images\":[", "\"$schema\"", "\\", "\"", "\ufeff", "😀",
        "\"error\":{", "\"code\":", "\"message\":\"{", "AADSTS", "Correlation ID: ", "/subscriptions/", "/providers/", "(", ")",
    ];

    public static string Mutate(string original, Random random)
    {
        // Every other time the letters stay, and what they say is of another shape.
        if (original.StartsWith('{') && random.Next(2) == 0 && Reshaper.Reshape(original, random) is { } reshaped)
            return reshaped;

        var text = Encoding.UTF8.GetString(Mutate(Encoding.UTF8.GetBytes(original), random));

        // A half of a pair: no bytes of UTF-8 make one, a command line may.
        return random.Next(50) == 0 ? text.Insert(random.Next(text.Length + 1), "\ud800") : text;
    }

    public static byte[] Mutate(byte[] original, Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        List<byte> bytes = [.. original];
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(50, bytes.Count - at)));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_tokens[random.Next(s_tokens.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(at + 1), random.Next(Math.Min(100, bytes.Count - at))));
                    break;
                default:
                    // Letters for letters keep the whole well formed, and reach the layers below it.
                    bytes[at] = (byte)"ABCDEFabcdef0123456789+/=-"[random.Next(26)];
                    break;
            }
        }

        return [.. bytes];
    }
}
