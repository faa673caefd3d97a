using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Identity;

/// <summary>
/// Which tenant owns a subscription. Azure Resource Manager tells anyone: its refusal of a request without token names the authority.
/// </summary>
internal sealed partial class SubscriptionTenants
{
    private readonly ConcurrentDictionary<(Uri, string), string> _known = new();

    /// <summary>The tenant (GUID), or null when this cloud has no such subscription.</summary>
    public async Task<string?> FindAsync(Cloud cloud, string subscriptionId, CancellationToken cancellationToken)
    {
        var key = (cloud.ResourceManager, subscriptionId.ToUpperInvariant());
        if (_known.TryGetValue(key, out var known))
            return known;

        var pipeline = HttpPipelineBuilder.Build(HttpDefaults.Apply(new RestClientOptions(), cloud));
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(
            new Uri(cloud.ResourceManager, $"subscriptions/{subscriptionId}?api-version={ApiVersions.Subscriptions}"));
        await pipeline.SendAsync(message, cancellationToken);
        return TenantOf(message.Response) is { } tenantId ? _known[key] = tenantId : null;
    }

    /// <summary>The tenant (GUID) that a refusal (401) names as the one to get a token of; null when it names none.</summary>
    public static string? TenantOf(Response refusal) =>
        refusal.Headers.TryGetValue("WWW-Authenticate", out var challenge) && Tenant().Match(challenge) is { Success: true } match
            ? match.Groups["tenant"].Value.ToLowerInvariant()
            : null;

    [GeneratedRegex("authorization(_uri)?=\"?https://[^/\"]+/(?<tenant>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tenant();
}
