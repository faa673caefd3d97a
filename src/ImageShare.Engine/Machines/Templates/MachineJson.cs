using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>
/// The JSON of a VM's request. This SDK writes it nowhere but into a request, so one is begun, and stopped before it reaches any network.
/// </summary>
internal static class MachineJson
{
    public static (JsonObject Body, string ApiVersion) Of(ResourceIdentifier id, VirtualMachineData machine)
    {
        var transport = new Catcher();
        var options = new ArmClientOptions { Transport = transport };
        options.Retry.MaxRetries = 0;
        try
        {
            new ArmClient(new Nobody(), default, options).GetResourceGroupResource(id.Parent!).GetVirtualMachines()
                .CreateOrUpdate(WaitUntil.Started, id.Name, machine);
        }
        catch (Caught)
        {
            return (JsonNode.Parse(transport.Body!)!.AsObject(), transport.ApiVersion!);
        }

        throw new InvalidOperationException("The request went on.");
    }

    private sealed class Catcher : HttpPipelineTransport
    {
        public byte[]? Body { get; private set; }

        public string? ApiVersion { get; private set; }

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message)
        {
            using var body = new MemoryStream();
            message.Request.Content?.WriteTo(body, message.CancellationToken);
            Body = body.ToArray();
            ApiVersion = message.Request.Uri.Query.Split("api-version=")[^1].Split('&')[0];
            throw new Caught();
        }

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Process(message);
            return default;
        }
    }

    private sealed class Nobody : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("none", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class Caught : Exception;
}
