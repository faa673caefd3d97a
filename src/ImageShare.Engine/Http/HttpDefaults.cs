using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>How every client of ours talks.</summary>
internal static class HttpDefaults
{
    private const int Retries = 5;

    /// <summary>How long to wait between tries is for <see cref="ServerPace"/>.</summary>
    public static T Apply<T>(T options, Cloud cloud, ICaller? caller = null)
        where T : ClientOptions
    {
        options.Transport = cloud.Transport;
        options.RetryPolicy = new CarefulRetry(Retries);
        options.Retry.NetworkTimeout = Tempo.Of(TimeSpan.FromSeconds(100));

        // Whoever listens to the SDK's event source gets no bodies; headers and queries it does not know, tokens among them, come redacted.
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        if (caller is not null)
            options.AddPolicy(new DebugPolicy(caller), HttpPipelinePosition.PerRetry);
        return options;
    }
}
