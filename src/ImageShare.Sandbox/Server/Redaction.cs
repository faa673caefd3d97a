using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ImageShare.Sandbox.Server;

/// <summary>Masks what must not be read in a log: tokens become their claims, secrets asterisks.</summary>
internal static partial class Redaction
{
    private const string Mask = "***";

    private static readonly string[] SecretHeaders = ["Cookie", "Set-Cookie", "X-IDENTITY-HEADER", "Secret"];

    /// <summary>Names of properties whose values nobody may read.</summary>
    public static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "client_secret", "client_assertion", "refresh_token", "access_token", "id_token", "device_code", "code_verifier",
        "password", "passwd", "client_info", "secretText", "clientSecret", "adminPassword", "customData", "userData", "protectedSettings",
    };

    public static Dictionary<string, string> Headers(IHeaderDictionary headers) => headers.ToDictionary(
        h => h.Key,
        h => SecretHeaders.Contains(h.Key, StringComparer.OrdinalIgnoreCase) ? Mask : Text(h.Value.ToString()),
        StringComparer.OrdinalIgnoreCase);

    public static JsonNode? Body(string? contentType, byte[] body)
    {
        if (body.Length == 0)
            return null;

        var text = Encoding.UTF8.GetString(body);
        if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            return JsonValue.Create(Text(text));

        try
        {
            return Node(JsonNode.Parse(text));
        }
        catch (JsonException)
        {
            return JsonValue.Create(Text(text));
        }
    }

    /// <summary>A URL, a form, a header or a page.</summary>
    public static string Text(string text) =>
        Jwt().Replace(MaskEach(text, Pair(), Code(), HiddenCode(), Ticket()), match => Claims(match.Value));

    // Each expression keeps in its first group what may be read.
    private static string MaskEach(string text, params ReadOnlySpan<Regex> expressions)
    {
        foreach (var expression in expressions)
            text = expression.Replace(text, $"$1{Mask}");

        return text;
    }

    private static JsonNode? Node(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Property(p.Key, p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Node)]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => JsonValue.Create(Text(v.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Property(string name, JsonNode? value) =>
        value is not null && SecretNames.Contains(name) ? Hidden(value) : Node(value);

    // An access token still tells whose it is.
    private static JsonValue Hidden(JsonNode value) =>
        value is JsonValue v && v.GetValueKind() == JsonValueKind.String && Jwt().IsMatch(v.GetValue<string>())
            ? JsonValue.Create(Text(v.GetValue<string>()))
            : JsonValue.Create(Mask);

    private static string Claims(string jwt)
    {
        try
        {
            var token = new JsonWebToken(jwt);
            var claims = new JsonObject();
            foreach (var name in (string[])["tid", "oid", "appid", "idtyp"])
            {
                if (token.TryGetPayloadValue<string>(name, out var value))
                    claims[name] = value;
            }

            return claims.ToJsonString();
        }
        catch (ArgumentException)
        {
            return Mask;
        }
    }

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]*")]
    private static partial Regex Jwt();

    // The page that posts a code back carries it as a hidden field.
    [GeneratedRegex(@"(name=""code"" value="")[^""]*")]
    private static partial Regex HiddenCode();

    // Whoever has the link of an invitation can accept it.
    [GeneratedRegex(@"(ticket(?:=|%3d))[^&%\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Ticket();

    // An authorization code is long; the number of an error is not.
    [GeneratedRegex(@"((?:^|[?&])code=)[^&\s]{16,}", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"((?:^|[?&])(?:client_secret|client_assertion|\w+_token|device_code|code_verifier|password|passwd)=)[^&\s]*",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pair();
}
