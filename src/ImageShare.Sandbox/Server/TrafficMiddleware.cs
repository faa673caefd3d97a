using System.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;

namespace ImageShare.Sandbox.Server;

/// <summary>Writes down each exchange. Bodies are read whole here, so that handlers never wait for the network.</summary>
internal sealed class TrafficMiddleware(RequestDelegate next, TrafficLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        using var request = new MemoryStream();
        await context.Request.Body.CopyToAsync(request, context.RequestAborted);
        request.Position = 0;
        context.Request.Body = request;

        var wire = context.Response.Body;
        using var response = new MemoryStream();
        context.Response.Body = response;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
            log.Add(Entry(context, request, response, started, watch.Elapsed));
        }

        if (response.Length > 0)
        {
            context.Response.ContentLength = response.Length;
            response.Position = 0;
            await response.CopyToAsync(wire, context.RequestAborted);
        }
    }

    private static TrafficEntry Entry(
        HttpContext context, MemoryStream request, MemoryStream response, DateTimeOffset started, TimeSpan elapsed) => new(
        context.Request.Method,
        Redaction.Text(context.Request.GetEncodedUrl()),
        Redaction.Headers(context.Request.Headers),
        Redaction.Body(context.Request.ContentType, request.ToArray()),
        // A dropped connection has no status.
        context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode,
        Redaction.Headers(context.Response.Headers),
        Redaction.Body(context.Response.ContentType, response.ToArray()),
        Math.Round(elapsed.TotalMilliseconds, 1))
    {
        Started = started,
    };
}
