using System.Globalization;

namespace ImageShare.Sandbox.Server;

/// <summary>The headers by which Azure's support finds a request again.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, SandboxOptions options)
{
    public const string RequestId = "x-ms-request-id";
    public const string CorrelationId = "x-ms-correlation-request-id";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var request = context.Request.Headers;
        headers[RequestId] = Guid.NewGuid().ToString();
        headers[CorrelationId] = request.TryGetValue(CorrelationId, out var correlation) && Guid.TryParse(correlation, out _)
            ? correlation
            : Guid.NewGuid().ToString();
        if (request.TryGetValue("x-ms-client-request-id", out var client) && request["x-ms-return-client-request-id"] == "true")
            headers["x-ms-client-request-id"] = client;

        headers.Date = options.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        headers.CacheControl = "no-cache";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
