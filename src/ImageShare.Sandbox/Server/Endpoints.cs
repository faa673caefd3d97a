namespace ImageShare.Sandbox.Server;

/// <summary>Addresses of this cloud, known once the server listens.</summary>
internal sealed class Endpoints
{
    public const string GraphPrefix = "/graph";

    public const string WorkloadPrefix = "/workload";

    public const string IdentityPath = "/msi/token";

    public const string FederationAudience = "api://AzureADTokenExchange";

    private Uri? _base;

    /// <summary>Resource manager and authority; ends with a slash.</summary>
    public Uri Base
    {
        get => _base ?? throw new InvalidOperationException("The server does not listen yet.");
        set => _base = value;
    }

    /// <summary>Without a slash at the end, so that <c>/v1.0/...</c> is appended.</summary>
    public string Graph => At(GraphPrefix);

    public string WorkloadIssuer => At(WorkloadPrefix);

    public string Issuer(string tenantId) => At($"/{tenantId}/v2.0");

    public string At(string path) => Base.AbsoluteUri.TrimEnd('/') + path;
}
