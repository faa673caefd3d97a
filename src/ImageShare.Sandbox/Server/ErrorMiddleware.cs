namespace ImageShare.Sandbox.Server;

/// <summary>A defect of the sandbox answers as a defect, with its text: it runs on its user's own machine.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "InternalServerError", message = $"Sandbox: {error}" } });
        }
    }
}
