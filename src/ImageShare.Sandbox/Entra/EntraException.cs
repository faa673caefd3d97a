using System.Globalization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary>A refusal: JSON at the token endpoint, a page where a person looks.</summary>
internal sealed class EntraException(int code, string error, string text, int status = StatusCodes.Status400BadRequest) : Exception(text)
{
    public int Code => code;

    /// <summary>OAuth's word, such as <c>invalid_client</c>.</summary>
    public string Error => error;

    public string Text => $"AADSTS{code}: {Message}";

    /// <param name="context">The request that is refused.</param>
    /// <param name="asPage">A person looks at it, not a program.</param>
    public IResult ToResult(HttpContext context, bool asPage)
    {
        var trace = context.Response.Headers[RequestIdMiddleware.RequestId].ToString();
        var correlation = context.Request.Headers["client-request-id"].FirstOrDefault() ?? Guid.NewGuid().ToString();
        var timestamp = context.RequestServices.GetRequiredService<World>().Now
            .ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (asPage)
            return Pages.Error(this, trace, correlation, timestamp);

        return Results.Json(
            new
            {
                error,
                error_description = $"{Text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
                error_codes = new[] { code },
                timestamp,
                trace_id = trace,
                correlation_id = correlation,
                error_uri = context.RequestServices.GetRequiredService<Endpoints>().At($"/error?code={code}"),
            },
            statusCode: status);
    }
}
