using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Tells the caller of each exchange, for -Debug: what was asked, what came, how long it took. Never headers or bodies.</summary>
/// <param name="caller">Whom; null for the one who asks at the time.</param>
internal sealed class DebugPolicy(ICaller? caller = null) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            Tell(message, Stopwatch.GetElapsedTime(started));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            ProcessNext(message, pipeline);
        }
        finally
        {
            Tell(message, Stopwatch.GetElapsedTime(started));
        }
    }

    private void Tell(HttpMessage message, TimeSpan took)
    {
        if ((caller ?? CallerCredential.Current) is not { } listener)
            return;
        var outcome = message.HasResponse ? $"{message.Response.Status}" : "no answer";
        var correlation = message.HasResponse && message.Response.Headers.TryGetValue("x-ms-correlation-request-id", out var id)
            ? $", correlation id {id}"
            : "";
        listener.Debug(Redaction.Clean($"{message.Request.Method} {message.Request.Uri}: {outcome} after {took.TotalMilliseconds:0} ms{correlation}"));
    }
}
