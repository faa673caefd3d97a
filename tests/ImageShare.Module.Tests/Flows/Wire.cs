using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Flows;

/// <summary>What the traffic log says of a request: which service it went to, and whose tokens it showed.</summary>
internal static partial class Wire
{
    private const string Auxiliary = "x-ms-authorization-auxiliary";

    extension(TrafficEntry entry)
    {
        public bool IsGraph => entry.Path.StartsWith("/graph/", StringComparison.Ordinal);

        public bool IsResourceManager => entry.Path.StartsWith("/subscriptions", StringComparison.OrdinalIgnoreCase);

        /// <summary>Asks how a long-running operation is getting on.</summary>
        public bool IsPoll => Operation().IsMatch(entry.Path);

        /// <summary>Changes something, or tries to.</summary>
        public bool IsChange => (entry.IsGraph || entry.IsResourceManager) && entry.Method != "GET";

        public bool ShowsAuxiliaryToken => entry.RequestHeaders.ContainsKey(Auxiliary);

        /// <summary>Tenants of the tokens in the auxiliary header.</summary>
        public IReadOnlyList<string> AuxiliaryTenants => Tenants(entry, Auxiliary);

        /// <summary>Tenant of the token in the Authorization header.</summary>
        public string? Tenant => Tenants(entry, "Authorization") is [var tenant] ? tenant : null;

        public DateTimeOffset Ended => entry.Started.AddMilliseconds(entry.ElapsedMs);
    }

    public static bool Overlap(TrafficEntry one, TrafficEntry other) => one.Started < other.Ended && other.Started < one.Ended;

    private static IReadOnlyList<string> Tenants(TrafficEntry entry, string header) =>
        entry.RequestHeaders.TryGetValue(header, out var value) ? [.. TenantClaim().Matches(value).Select(m => m.Groups[1].Value)] : [];

    // The log shows a token as its claims.
    [GeneratedRegex("""Bearer \{"tid":"([^"]+)""")]
    private static partial Regex TenantClaim();

    [GeneratedRegex("/locations/[^/]+/(operations|operationResults|capsOperations)/", RegexOptions.IgnoreCase)]
    private static partial Regex Operation();
}
