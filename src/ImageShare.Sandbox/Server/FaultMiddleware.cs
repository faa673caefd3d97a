namespace ImageShare.Sandbox.Server;

/// <summary>Breaks what the faults file asks to break.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, SandboxOptions options)
{
    private readonly int[] _met = new int[options.Faults.Count];

    public async Task InvokeAsync(HttpContext context)
    {
        if (Find(context.Request) is not { } fault)
        {
            await next(context);
            return;
        }

        await Task.Delay(fault.Delay, context.RequestAborted);
        if (fault.Drop)
        {
            context.Abort();
            return;
        }

        context.Items[typeof(FaultRule)] = fault;
        if (fault.Status is not { } status)
        {
            await next(context);
            Spoil(context, fault);
            return;
        }

        context.Response.StatusCode = status;
        foreach (var (name, value) in fault.Headers)
            context.Response.Headers[name] = value;

        if (fault.Body is { } body)
            await context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }

    // The body is still in memory: TrafficMiddleware sends it.
    private static void Spoil(HttpContext context, FaultRule fault)
    {
        if (fault.Truncate)
            context.Response.Body.SetLength(context.Response.Body.Length / 2);
        if (fault.Lose)
            context.Abort();
    }

    // Every matching rule counts, so that two rules on one path can speak of its first and its third request.
    private FaultRule? Find(HttpRequest request)
    {
        FaultRule? found = null;
        for (var i = 0; i < options.Faults.Count; i++)
        {
            var rule = options.Faults[i];
            if (!rule.Matches(request.Method, request.Path + request.QueryString))
                continue;

            var count = Interlocked.Increment(ref _met[i]);
            if (found is null && rule.Meets(count))
                found = rule;
        }

        return found;
    }
}
