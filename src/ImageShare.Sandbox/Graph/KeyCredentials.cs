using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary>The list of certificates replaces the one before; an entry without key names one that stays.</summary>
internal static class KeyCredentials
{
    private const string Resource = "KeyCredential";

    public static List<KeyCredential> Read(IEnumerable<JsonObject> entries, Application application, GraphCall call) =>
        [.. entries.Select(e => Existing(e, application) ?? Allowed(Added(e, call.World.Now), call.Tenant.AppPolicy))];

    private static KeyCredential Allowed(KeyCredential added, AppManagementPolicy? policy) =>
        policy is not null && added.EndDateTime - added.StartDateTime > policy.LongestCertificate
            ? throw GraphErrors.CredentialTooLong(policy.Id)
            : added;

    private static KeyCredential? Existing(JsonObject entry, Application application) =>
        entry["key"] is null && entry.Text("keyId", Resource) is { } keyId
            ? application.KeyCredentials.Find(k => k.KeyId.Equals(keyId, StringComparison.OrdinalIgnoreCase))
                ?? throw GraphErrors.Required("key", Resource)
            : null;

    private static KeyCredential Added(JsonObject entry, DateTimeOffset now)
    {
        if (entry.RequireText("type", Resource) != "AsymmetricX509Cert")
            throw GraphErrors.InvalidValue("type", Resource);

        if (entry.RequireText("usage", Resource) != "Verify")
            throw GraphErrors.InvalidValue("usage", Resource);

        using var certificate = Load(entry.RequireText("key", Resource));
        var start = entry.Date("startDateTime", Resource) ?? certificate.NotBefore;
        var end = entry.Date("endDateTime", Resource) ?? certificate.NotAfter;
        if (end <= now || end <= start || end > certificate.NotAfter)
            throw GraphErrors.InvalidKeyEndDate();

        var added = new KeyCredential(
            entry.Text("keyId", Resource) ?? Guid.NewGuid().ToString(),
            entry.Text("displayName", Resource) ?? certificate.Subject,
            certificate.RawData,
            certificate.GetCertHash(),
            start,
            end);
        return entry.Text("customKeyIdentifier", Resource) is { } mark ? added with { CustomKeyIdentifier = mark } : added;
    }

    private static X509Certificate2 Load(string key)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key));
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            throw GraphErrors.InvalidValue("key", Resource);
        }
    }
}
