using System.Text.Json.Nodes;
using System.Web;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Answers from a recording, and from nothing else.</summary>
internal sealed class ReplayRoom(Replay replay, Terminal? terminal = null) : IRoom
{
    // Of a refusal that no client tries again.
    private const string Code = "RecordingMismatch";

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/{**path}", AnswerAsync);

    private async Task AnswerAsync(HttpContext context, Endpoints endpoints, TokenIssuer issuer)
    {
        var local = Addresses.Of(endpoints);
        var sent = RecordedRequest.Of(context.Request, local);
        if (replay.Find(sent) is not { } entry)
        {
            await RefuseAsync(context.Response, sent, replay.Mismatches[^1]);
            return;
        }

        string Carry(string text) => Addresses.Azure.Translate(ClientIds.Move(replay.Ids.Fill(text), replay.Age), local);
        context.Response.StatusCode = entry.StatusCode;
        foreach (var (name, value) in entry.ResponseHeaders)
            context.Response.Headers[name] = Carry(value);
        // What was waited for once is over.
        if (entry.ResponseHeaders.ContainsKey("Retry-After"))
            context.Response.Headers.RetryAfter = "0";
        if (entry.ResponseBody.Carry(Carry) is { } body)
            await context.Response.WriteAsync((sent.IsSignIn ? WithTokens(body, sent, issuer) : body).Text);
    }

    private async Task RefuseAsync(HttpResponse response, RecordedRequest sent, string difference)
    {
        if (terminal is not null)
            await terminal.Error.WriteLineAsync(difference);

        response.StatusCode = StatusCodes.Status400BadRequest;
        await response.WriteAsJsonAsync<object>(sent.IsSignIn
            ? new { error = "invalid_request", error_description = $"{Code}: {difference}" }
            : new { error = new { code = Code, message = difference } });
    }

    // In the place of a token stand its claims.
    private static JsonNode WithTokens(JsonNode body, RecordedRequest sent, TokenIssuer issuer)
    {
        if (body is JsonObject fields && fields["access_token"] is { } placeholder)
        {
            var claims = JsonNode.Parse(placeholder.GetValue<string>())!.AsObject().ToDictionary(p => p.Key, p => (object)p.Value!.GetValue<string>());
            var scope = HttpUtility.ParseQueryString(sent.Body.Text)["scope"] ?? "";
            fields["access_token"] = issuer.Sign(
                (string)claims["tid"], scope.Replace("/.default", "", StringComparison.Ordinal), claims, TokenIssuer.Lifetime);
        }

        return body;
    }
}
