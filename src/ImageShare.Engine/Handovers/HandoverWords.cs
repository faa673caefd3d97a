using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>The words of the file, and what they stand for.</summary>
internal static class HandoverWords
{
    public const string Request = "request";
    public const string Share = "share";

    public const string Secret = "secret";
    public const string Certificate = "certificate";
    public const string Federated = "federated";
    public const string ManagedIdentity = "managedIdentity";

    public const string Cms = "cms";
    public const string Passphrase = "passphrase";
    public const string None = "none";

    /// <summary>In the order of <see cref="CredentialKind"/>.</summary>
    public static IReadOnlyList<string> CredentialKinds { get; } = [Secret, Certificate, Federated, ManagedIdentity];

    public static string Of(HandoverKind kind) => kind == HandoverKind.Request ? Request : Share;

    public static string Of(CredentialKind kind) => CredentialKinds[(int)kind];

    public static HandoverKind Kind(string word) => word == Request ? HandoverKind.Request : HandoverKind.Share;

    public static CredentialKind CredentialKindOf(string word) => (CredentialKind)CredentialKinds.ToList().IndexOf(word);
}
