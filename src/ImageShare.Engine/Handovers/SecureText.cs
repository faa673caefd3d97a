using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace ImageShare.Engine.Handovers;

/// <summary>Between a SecureString and bytes, without leaving copies behind.</summary>
internal static class SecureText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text as UTF-8, in memory that the garbage collector does not move: the caller zeroes it.</summary>
    public static byte[] ToUtf8(SecureString text)
    {
        var characters = GC.AllocateArray<char>(text.Length, pinned: true);
        var native = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            Marshal.Copy(native, characters, 0, characters.Length);
            var bytes = GC.AllocateArray<byte>(s_strict.GetByteCount(characters), pinned: true);
            s_strict.GetBytes(characters, bytes);
            return bytes;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(native);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters.AsSpan()));
        }
    }

    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public static SecureString FromUtf8(ReadOnlySpan<byte> utf8)
    {
        var characters = GC.AllocateArray<char>(s_strict.GetCharCount(utf8), pinned: true);
        try
        {
            s_strict.GetChars(utf8, characters);
            var text = new SecureString();
            foreach (var c in characters)
                text.AppendChar(c);

            text.MakeReadOnly();
            return text;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters.AsSpan()));
        }
    }
}
