using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace ImageShare.Engine.Identity;

/// <summary>
/// Connection pools. TLS is always verified; a private root replaces the machine's, the host name is checked all the same.
/// </summary>
internal static class CloudTransport
{
    /// <summary>The pool of the clouds whose certificates the machine trusts anyway.</summary>
    public static HttpPipelineTransport Shared { get; } = Create([]);

    /// <summary>A pool that trusts these roots only; with none, the machine's own.</summary>
    public static HttpPipelineTransport Create(X509Certificate2Collection caCertificates)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (caCertificates.Count > 0)
        {
            // A chain policy, not a validation callback: the host name and the dates stay the framework's business.
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(caCertificates);
        }

        // The pipeline has a timeout of its own for each try.
        return new HttpClientTransport(new HttpClient(new TlsGuard(handler)) { Timeout = Timeout.InfiniteTimeSpan });
    }
}
