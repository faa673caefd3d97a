using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Server;

/// <summary>One request at a time touches the world: handlers are quick, and this is all the locking there is.</summary>
internal sealed class TurnMiddleware(RequestDelegate next, World world)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var turn = await world.EnterAsync(context.RequestAborted);
        await next(context);
    }
}
