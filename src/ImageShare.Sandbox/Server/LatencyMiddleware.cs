namespace ImageShare.Sandbox.Server;

internal sealed class LatencyMiddleware(RequestDelegate next, SandboxOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (options.Latency > TimeSpan.Zero)
            await Task.Delay(options.Latency, context.RequestAborted);

        await next(context);
    }
}
