using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Reads a cloud file: hostile input, for it says whom to trust with a sign-in.</summary>
internal static class CloudFile
{
    private const int MaximumBytes = 64 * 1024;

    // By content: who connects again gets the same connection pool.
    private static readonly ConcurrentDictionary<string, Cloud> s_clouds = new(StringComparer.Ordinal);

    /// <summary>A built-in cloud by name, else the cloud file at that path.</summary>
    public static Cloud Find(string environment) =>
        Cloud.BuiltIn.FirstOrDefault(c => c.Name.Equals(environment, StringComparison.OrdinalIgnoreCase)) ?? Read(environment);

    public static Cloud Read(string path)
    {
        var text = ReadText(path);
        return s_clouds.GetOrAdd(text, _ => Parse(text, path));
    }

    internal static Cloud Parse(string text, string path)
    {
        CloudDocument document;
        try
        {
            document = JsonSerializer.Deserialize(text, CloudJson.Default.CloudDocument) ?? throw Unusable(path, "It is empty.");
        }
        catch (JsonException exception)
        {
            throw Unusable(path, $"It is not the JSON of a cloud file: {exception.Message}", exception);
        }

        if (document.Name is not { Length: > 0 and <= 64 } || document.Name.Any(char.IsControl))
            throw Unusable(path, "\"name\" must have 1 to 64 characters.");
        if (Cloud.BuiltIn.Any(c => c.Name.Equals(document.Name, StringComparison.OrdinalIgnoreCase)))
            throw Unusable(path, $"\"name\" must not be {document.Name}: that is a cloud everyone knows.");

        return new Cloud(
            document.Name,
            Address(document.ResourceManager, "resourceManager", path),
            Address(document.Authority, "authority", path),
            Address(document.Graph, "graph", path),
            document.FederationAudience ?? Cloud.BuiltIn[0].FederationAudience)
        {
            FromFile = true,
            Transport = CloudTransport.Create(Certificates(document.CaCertificate, path)),
        };
    }

    private static string ReadText(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaximumBytes)
                throw Unusable(path, $"It is larger than {MaximumBytes / 1024} KB.");

            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImageShareException(
                "EnvironmentNotFound", ErrorKind.ObjectNotFound,
                $"'{path}' is neither a cloud's name nor a cloud file that can be read: {exception.Message}", exception)
            {
                Target = path,
                Fix = $"Give one of {string.Join(", ", Cloud.BuiltIn.Select(c => c.Name))}, or the path of a cloud file.",
            };
        }
    }

    private static Uri Address(string text, string property, string path)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Unusable(path, $"\"{property}\" must be an absolute https address without user, query or fragment.");
        }

        return uri.AbsoluteUri.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
    }

    private static X509Certificate2Collection Certificates(string? pem, string path)
    {
        var certificates = new X509Certificate2Collection();
        if (pem is null)
            return certificates;

        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw Unusable(path, "\"caCertificate\" holds no valid PEM certificate.", exception);
        }

        return certificates.Count > 0 ? certificates : throw Unusable(path, "\"caCertificate\" holds no PEM certificate.");
    }

    private static ImageShareException Unusable(string path, string reason, Exception? inner = null) =>
        new("InvalidCloudFile", ErrorKind.InvalidData, $"The cloud file '{path}' cannot be used.", inner)
        {
            Target = path,
            Reason = reason,
            Fix = "Correct the file, or get it again from whoever runs that cloud, by a way you trust.",
        };
}

/// <summary>The JSON of a cloud file.</summary>
internal sealed record CloudDocument
{
    public required string Name { get; init; }

    public required string ResourceManager { get; init; }

    public required string Authority { get; init; }

    public required string Graph { get; init; }

    public string? CaCertificate { get; init; }

    public string? FederationAudience { get; init; }
}

// A misspelt "caCertificate" must be told, not passed over.
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 4)]
[JsonSerializable(typeof(CloudDocument))]
internal sealed partial class CloudJson : JsonSerializerContext;
