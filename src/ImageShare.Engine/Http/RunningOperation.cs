using System.Globalization;
using System.Text.Json;
using Azure;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Work of a service that goes on after its answer.</summary>
/// <param name="Status">Where to ask how far it is; null when it is done.</param>
/// <param name="RetryAfter">How long to wait before asking.</param>
internal sealed record RunningOperation(Uri? Status, TimeSpan? RetryAfter)
{
    /// <summary>Waits until it is done.</summary>
    /// <exception cref="RequestFailedException">It failed; the service says so in an answer of status 200.</exception>
    public async Task CompleteAsync(RestClient rest, Wait wait, Waiter waiter, ICaller caller, CancellationToken cancellationToken)
    {
        var (now, first) = (this, true);
        _ = await waiter.UntilAsync(wait with { Pause = () => now.RetryAfter }, ProbeAsync, caller, cancellationToken)
            ?? throw new ImageShareException("OperationTimeout", ErrorKind.OperationTimeout, $"{wait.Activity}: Azure is not done yet.")
            {
                Fix = "Run the command again later: it goes on where it stopped.",
            };

        async Task<RunningOperation?> ProbeAsync(CancellationToken token)
        {
            // The answer that started it may ask for a pause before the first question, too.
            var tooEarly = first && RetryAfter is not null;
            first = false;
            if (now.Status is { } status && !tooEarly)
                now = await rest.PollAsync(status, token);
            return now.Status is null ? now : null;
        }
    }

    /// <summary>Reads what started it, or the answer to the question how far it is.</summary>
    public static RunningOperation Of(Response response, Uri? asked = null)
    {
        var state = State(response, asked);
        if (state is "Failed" or "Canceled")
            throw new RequestFailedException(response);

        var pause = Pause(response);
        var next = Link(response, "Azure-AsyncOperation") ?? (response.Status == 202 ? Link(response, "Location") : null);
        return asked is null ? new(next, pause)
            : response.Status == 202 || (state is not null && state != "Succeeded") ? new(next ?? asked, pause)
            : new(null, null);
    }

    /// <summary>How long the service asks to wait; null when it does not.</summary>
    public static TimeSpan? Pause(Response response) =>
        response.Headers.TryGetValue("Retry-After", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static Uri? Link(Response response, string header) =>
        response.Headers.TryGetValue(header, out var link) && Uri.TryCreate(link, UriKind.Absolute, out var uri) ? uri : null;

    // A status monitor says it at the top; the resource itself, which Location may lead to, does not.
    private static string? State(Response response, Uri? asked)
    {
        if (response.ContentStream is not { Length: > 0 })
            return null;

        try
        {
            using var document = JsonDocument.Parse(response.Content);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.String ? status.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a pair of UTF-16, escaped, is JSON and yet no text. What began the work may say anything; half an answer to the
            // question how far it is must not pass for its end.
            return asked is null ? null : throw ConnectionErrors.Unreadable(exception, asked.Host);
        }
    }
}
