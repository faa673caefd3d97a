using System.Security.Authentication;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>
/// Explains a refused certificate where it happens. The pipelines above take every failure of a connection for one that passes and try
/// again; this one does not pass.
/// </summary>
internal sealed class TlsGuard(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return base.Send(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            throw Explain(exception, request);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            throw Explain(exception, request);
        }
    }

    private static ImageShareException Explain(HttpRequestException exception, HttpRequestMessage request) =>
        ConnectionErrors.Explain(exception, new ErrorFacts { Target = request.RequestUri?.Authority });
}
