using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;
using Microsoft.AspNetCore.Http.Extensions;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Hands each request on to a cloud, and its answer back, with the addresses of the one in the place of the other's.</summary>
internal sealed class RecordRoom : IRoom, IDisposable
{
    // Of one connection, or made anew by whoever sends.
    private static readonly string[] NotCarried = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "Keep-Alive"];

    private readonly Addresses _upstream;
    private readonly HttpClient _http;
    private readonly Terminal? _terminal;

    /// <param name="upstream">Null for Azure itself.</param>
    /// <param name="terminal">Where to say that it does not answer.</param>
    public RecordRoom(CloudFile? upstream, Terminal? terminal = null)
    {
        _terminal = terminal;
        _upstream = upstream is null ? Addresses.Azure : Addresses.Of(upstream);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
        };
        if (upstream?.CaCertificate is { Length: > 0 } certificate)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509Certificate2.CreateFromPem(certificate) },
            };
        }

        _http = new HttpClient(handler);
    }

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/{**path}", RelayAsync);

    public void Dispose() => _http.Dispose();

    private async Task RelayAsync(HttpContext context, Endpoints endpoints)
    {
        var local = Addresses.Of(endpoints);
        using var request = await RequestAsync(context.Request, text => Addresses.Azure.Translate(local.Translate(text, Addresses.Azure), _upstream));
        try
        {
            using var answer = await _http.SendAsync(request, context.RequestAborted);
            await AnswerAsync(
                context.Response, answer, text => Addresses.Azure.Translate(_upstream.Translate(text, Addresses.Azure), local));
        }
        catch (HttpRequestException exception)
        {
            if (_terminal is not null)
                await _terminal.Error.WriteLineAsync($"No answer from {request.RequestUri!.GetLeftPart(UriPartial.Authority)}: {exception.Message}");
            // To the client it is what it is here; and a dropped connection is not recorded.
            context.Abort();
            var aborted = new TaskCompletionSource();
            await using var noticed = context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        }
    }

    private static async Task<HttpRequestMessage> RequestAsync(HttpRequest request, Func<string, string> carry)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), carry(request.GetEncodedUrl()));
        if (request.Body.Length > 0)
            message.Content = await ContentAsync(request, carry);

        foreach (var (name, value) in request.Headers.Where(h => !NotCarried.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (message.Headers.TryAddWithoutValidation(name, [.. value]))
                continue;

            message.Content?.Headers.Remove(name);
            message.Content?.Headers.TryAddWithoutValidation(name, [.. value]);
        }

        return message;
    }

    // In a form an address is escaped.
    private static async Task<HttpContent> ContentAsync(HttpRequest request, Func<string, string> carry)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            return new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Key, carry(field.Value.ToString()))));
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        return new ByteArrayContent(Encoding.UTF8.GetBytes(carry(await reader.ReadToEndAsync())));
    }

    private static async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer, Func<string, string> carry)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!NotCarried.Contains(name, StringComparer.OrdinalIgnoreCase))
                response.Headers[name] = values.Select(carry).ToArray();
        }

        response.Headers.Remove("Content-Encoding");
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length > 0)
            await response.WriteAsync(carry(text));
    }
}
