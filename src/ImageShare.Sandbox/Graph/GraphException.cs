using System.Globalization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Graph;

/// <summary>A refusal in Graph's shape.</summary>
internal sealed class GraphException(int status, string code, string message) : Exception(message)
{
    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    public IResult ToResult(HttpContext context)
    {
        if (RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        var request = context.Response.Headers[RequestIdMiddleware.RequestId].ToString();
        var client = context.Request.Headers["client-request-id"].FirstOrDefault() ?? request;
        context.Response.Headers["request-id"] = request;
        context.Response.Headers["client-request-id"] = client;
        return Results.Json(
            new
            {
                error = new
                {
                    code,
                    message = Message,
                    innerError = new Dictionary<string, string>
                    {
                        ["date"] = context.RequestServices.GetRequiredService<World>().Now
                            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                        ["request-id"] = request,
                        ["client-request-id"] = client,
                    },
                },
            },
            statusCode: status);
    }
}
