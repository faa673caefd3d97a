using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using ImageShare.Sandbox.Server;
using Microsoft.AspNetCore.Http.Extensions;

namespace ImageShare.Sandbox.Recordings;

/// <summary>What of a request is recorded and compared: masked, and in Azure's own addresses.</summary>
internal sealed record RecordedRequest(string Method, string Uri, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    // What else a client sends depends on its version and the machine.
    private static readonly string[] Kept =
        ["Authorization", "x-ms-authorization-auxiliary", "Content-Type", "ConsistencyLevel", "Prefer", "If-Match", "If-None-Match"];

    private static readonly string[] KeptFields =
        ["grant_type", "client_id", "client_secret", "client_assertion_type", "client_assertion", "scope"];

    public bool IsSignIn => Uri.StartsWith(Addresses.Azure.Authority, StringComparison.Ordinal);

    /// <summary>The request that is being answered; its body is read whole already.</summary>
    public static RecordedRequest Of(HttpRequest request, Addresses local) => Of(
        request.Method, Redaction.Text(request.GetEncodedUrl()), Redaction.Headers(request.Headers),
        Redaction.Body(request.ContentType, ((MemoryStream)request.Body).ToArray()), local);

    public static RecordedRequest Of(TrafficEntry entry, Addresses local) =>
        Of(entry.Method, entry.Url, entry.RequestHeaders, entry.RequestBody, local);

    private static RecordedRequest Of(
        string method, string url, IReadOnlyDictionary<string, string> headers, JsonNode? body, Addresses local)
    {
        string Carry(string text) => local.Translate(Masking.Hide(text), Addresses.Azure);
        var isForm = headers.GetValueOrDefault("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;
        return new RecordedRequest(
            method, Carry(url), Kept.Where(headers.ContainsKey).ToDictionary(name => name, name => Carry(headers[name])),
            isForm && body is not null ? Form(body.GetValue<string>(), Carry) : body.Carry(Carry));
    }

    private static JsonValue Form(string text, Func<string, string> carry)
    {
        var fields = HttpUtility.ParseQueryString(text);
        return JsonValue.Create(string.Join('&', KeptFields.Where(name => fields[name] is not null)
            .Select(name => $"{name}={WebUtility.UrlEncode(carry(fields[name]!))}")));
    }
}
