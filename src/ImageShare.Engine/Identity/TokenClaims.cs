using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Engine.Identity;

/// <summary>What an access token says of its bearer. Read to know, never to trust: only the API it is for can verify it.</summary>
internal sealed record TokenClaims
{
    [JsonPropertyName("tid")]
    public string? TenantId { get; init; }

    [JsonPropertyName("oid")]
    public string? ObjectId { get; init; }

    [JsonPropertyName("appid")]
    public string? ApplicationId { get; init; }

    [JsonPropertyName("upn")]
    public string? UserPrincipalName { get; init; }

    [JsonPropertyName("unique_name")]
    public string? UniqueName { get; init; }

    [JsonPropertyName("idtyp")]
    public string? IdentityType { get; init; }

    [JsonPropertyName("exp")]
    public long Expires { get; init; }

    /// <summary>Null when the text is no token whose claims can be read.</summary>
    public static TokenClaims? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;

        var text = parts[1].Replace('-', '+').Replace('_', '/');
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length))
            return null;

        try
        {
            return JsonSerializer.Deserialize(Encoding.UTF8.GetString(bytes, 0, length), TokenJson.Default.TokenClaims);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(TokenClaims))]
internal sealed partial class TokenJson : JsonSerializerContext;
