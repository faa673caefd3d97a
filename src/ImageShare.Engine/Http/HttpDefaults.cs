using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>How every client of ours talks.</summary>
internal static class HttpDefaults
{
    /// <summary>Retry-After is obeyed; without it the tries are 1 s, 2 s, 4 s ... apart.</summary>
    public static T Apply<T>(T options, Cloud cloud, ICaller? caller = null)
        where T : ClientOptions
    {
        options.Transport = cloud.Transport;
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromSeconds(1);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(30);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(100);

        // Whoever listens to the SDK's event source gets no bodies; headers and queries it does not know, tokens among them, come redacted.
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        if (caller is not null)
            options.AddPolicy(new DebugPolicy(caller), HttpPipelinePosition.PerRetry);
        return options;
    }
}
