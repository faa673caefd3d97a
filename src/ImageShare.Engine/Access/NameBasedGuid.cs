using System.Security.Cryptography;
using System.Text;

namespace ImageShare.Engine.Access;

/// <summary>
/// GUIDs made of names (RFC 9562, version 5): the same name gives the same GUID, so that a second run finds the first one's.
/// </summary>
internal static class NameBasedGuid
{
    /// <summary>Namespace of the module's own names; a random GUID, chosen once.</summary>
    private static readonly Guid s_namespace = new("c2a0b3f4-6f0d-4c39-9d3b-5b8a7d1e2f60");

    /// <summary>The GUID of the parts; upper and lower case count as equal, as in ARM ids.</summary>
    public static Guid Create(params string[] parts) => Create(s_namespace, string.Join('\n', parts).ToLowerInvariant());

    internal static Guid Create(Guid @namespace, string name)
    {
        byte[] input = [.. @namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // The RFC asks for SHA-1; nothing secret rests on it.
        var hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
