using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.ResourceManager;

namespace ImageShare.Engine.Identity;

/// <summary>One Azure cloud: its addresses, and what it takes to trust them.</summary>
/// <param name="Name">AzureCloud, AzureUSGovernment, AzureChinaCloud or a cloud file's name.</param>
/// <param name="ResourceManager">Azure Resource Manager; ends with a slash.</param>
/// <param name="Authority">Microsoft Entra; ends with a slash.</param>
/// <param name="Graph">Microsoft Graph, without the version; ends with a slash.</param>
/// <param name="FederationAudience">Audience of tokens that a federated credential of an app accepts.</param>
internal sealed record Cloud(string Name, Uri ResourceManager, Uri Authority, Uri Graph, string FederationAudience)
{
    private readonly Lazy<HttpPipelineTransport>? _transport;

    public Cloud(
        string name, Uri resourceManager, Uri authority, Uri graph, string federationAudience, X509Certificate2Collection caCertificates)
        : this(name, resourceManager, authority, graph, federationAudience)
    {
        FromFile = true;
        CaCertificates = caCertificates;
        _transport = new(() => CloudTransport.Create(caCertificates));
    }

    public static IReadOnlyList<Cloud> BuiltIn { get; } =
    [
        new("AzureCloud", new("https://management.azure.com/"), new("https://login.microsoftonline.com/"),
            new("https://graph.microsoft.com/"), "api://AzureADTokenExchange"),
        new("AzureUSGovernment", new("https://management.usgovcloudapi.net/"), new("https://login.microsoftonline.us/"),
            new("https://graph.microsoft.us/"), "api://AzureADTokenExchangeUSGov"),
        new("AzureChinaCloud", new("https://management.chinacloudapi.cn/"), new("https://login.chinacloudapi.cn/"),
            new("https://microsoftgraph.chinacloudapi.cn/"), "api://AzureADTokenExchangeChina"),
    ];

    /// <summary>True when a cloud file describes it: Entra's own list of clouds does not know such an authority.</summary>
    public bool FromFile { get; }

    /// <summary>The only roots that are trusted; empty for the machine's own.</summary>
    public X509Certificate2Collection CaCertificates { get; } = [];

    /// <summary>Scope of tokens for Azure Resource Manager.</summary>
    public string ResourceManagerScope => Scope(ResourceManager);

    /// <summary>Scope of tokens for Microsoft Graph.</summary>
    public string GraphScope => Scope(Graph);

    public ArmEnvironment ArmEnvironment => new(ResourceManager, ResourceManager.AbsoluteUri.TrimEnd('/'));

    /// <summary>The one connection pool for everything that is asked of this cloud.</summary>
    public HttpPipelineTransport Transport => _transport?.Value ?? CloudTransport.Shared;

    private static string Scope(Uri api) => api.AbsoluteUri.TrimEnd('/') + "/.default";
}
