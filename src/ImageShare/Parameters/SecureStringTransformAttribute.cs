using System.Management.Automation;
using System.Security;

namespace ImageShare.Parameters;

/// <summary>Takes a token as text, too, as it comes from an environment variable, and keeps it as a SecureString.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecureStringTransformAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text ? text.ToSecureString() : value;
    }
}

internal static class SecureStrings
{
    public static SecureString ToSecureString(this string text) => new System.Net.NetworkCredential("", text).SecurePassword;

    public static string ToPlainText(this SecureString secret) => new System.Net.NetworkCredential("", secret).Password;
}
