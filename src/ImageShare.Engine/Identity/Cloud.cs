using Azure.Core.Pipeline;
using Azure.ResourceManager;

namespace ImageShare.Engine.Identity;

/// <summary>One Azure cloud.</summary>
/// <param name="Name">AzureCloud, AzureUSGovernment, AzureChinaCloud or a cloud file's name.</param>
/// <param name="ResourceManager">Azure Resource Manager; ends with a slash.</param>
/// <param name="Authority">Microsoft Entra; ends with a slash.</param>
/// <param name="Graph">Microsoft Graph, without the version; ends with a slash.</param>
/// <param name="FederationAudience">Audience of the tokens that a federated credential of an app accepts.</param>
internal sealed record Cloud(string Name, Uri ResourceManager, Uri Authority, Uri Graph, string FederationAudience)
{
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
    public bool FromFile { get; init; }

    /// <summary>The one connection pool for everything that is asked of this cloud.</summary>
    public HttpPipelineTransport Transport { get; init; } = CloudTransport.Shared;

    /// <summary>Scope of tokens for Azure Resource Manager.</summary>
    public string ResourceManagerScope => Scope(ResourceManager);

    /// <summary>Scope of tokens for Microsoft Graph.</summary>
    public string GraphScope => Scope(Graph);

    public ArmEnvironment ArmEnvironment => new(ResourceManager, ResourceManager.AbsoluteUri.TrimEnd('/'));

    private static string Scope(Uri api) => api.AbsoluteUri.TrimEnd('/') + "/.default";
}
