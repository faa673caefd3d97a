using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Http;

/// <summary>
/// Shows tokens of other tenants with a request that refers to their resources. On each try anew: one expired token among them
/// fails the whole request.
/// </summary>
internal sealed class AuxiliaryTokenPolicy(Cloud cloud, IReadOnlyList<TokenCredential> credentials) : HttpPipelinePolicy
{
    public const string Header = "x-ms-authorization-auxiliary";

    private readonly TokenRequestContext _request = new([cloud.ResourceManagerScope]);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsResourceManager(message))
        {
            var tokens = new string[credentials.Count];
            for (var i = 0; i < tokens.Length; i++)
                tokens[i] = (await credentials[i].GetTokenAsync(_request, message.CancellationToken)).Token;

            Set(message, tokens);
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsResourceManager(message))
            Set(message, credentials.Select(c => c.GetToken(_request, message.CancellationToken).Token));

        ProcessNext(message, pipeline);
    }

    private bool IsResourceManager(HttpMessage message) =>
        string.Equals(message.Request.Uri.Host, cloud.ResourceManager.Host, StringComparison.OrdinalIgnoreCase);

    private static void Set(HttpMessage message, IEnumerable<string> tokens) =>
        message.Request.Headers.SetValue(Header, string.Join(", ", tokens.Select(token => $"Bearer {token}")));
}
