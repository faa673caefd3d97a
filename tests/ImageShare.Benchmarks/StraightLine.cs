using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Models;
using Azure.ResourceManager.Resources;
using Azure.ResourceManager.Resources.Models;

namespace ImageShare.Benchmarks;

/// <summary>What one would write on the bare SDK: the same calls as New-SharedImageVM, one after the other.</summary>
internal sealed class StraightLine
{
    private const string NetworkVersion = "2024-05-01";
    private static readonly string[] NetworkTypes = ["networkSecurityGroups", "publicIPAddresses", "virtualNetworks", "networkInterfaces"];

    private readonly ImageShare.Sandbox.Server.SandboxAccounts _accounts;
    private readonly ArmClient _publisher;
    private readonly ArmClient _consumer;

    public StraightLine(Desk desk, BuilderApp app)
    {
        _accounts = desk.Server.Accounts;
        var transport = Transport(desk.Server.CaCertificatePem);
        var credential = new ClientCertificateCredential(
            _accounts.Consumer.TenantId, app.ApplicationId, app.Certificate, new ClientCertificateCredentialOptions
            {
                AuthorityHost = desk.Server.Uri,
                DisableInstanceDiscovery = true,
                Transport = transport,
                AdditionallyAllowedTenants = { "*" },
            });
        var environment = new ArmEnvironment(desk.Server.Uri, desk.Server.Uri.AbsoluteUri.TrimEnd('/'));
        _publisher = new ArmClient(
            new TenantCredential(credential, _accounts.Publisher.TenantId), default,
            new ArmClientOptions { Environment = environment, Transport = transport });
        var options = new ArmClientOptions { Environment = environment, Transport = transport };
        foreach (var type in NetworkTypes)
            options.SetApiVersion($"Microsoft.Network/{type}", NetworkVersion);
        var owner = new TenantCredential(credential, _accounts.Publisher.TenantId);
        options.AddPolicy(new AuxiliaryToken(owner, desk.Server.Uri), HttpPipelinePosition.PerRetry);
        _consumer = new ArmClient(credential, default, options);
    }

    public async Task RunAsync(string name)
    {
        var group = new ResourceIdentifier(
            $"/subscriptions/{_accounts.Consumer.SubscriptionId}/resourceGroups/{_accounts.Consumer.ResourceGroupName}");
        var image = (await _publisher.GetGalleryImageVersionResource(new(_accounts.Publisher.ImageVersionId)).GetAsync()).Value.Data;
        var location = (await _consumer.GetResourceGroupResource(group).GetAsync()).Value.Data.Location;

        var securityGroup = await PutAsync(Id("networkSecurityGroups", "-nsg"), new JsonObject { ["securityRules"] = new JsonArray() });
        var address = await PutAsync(
            Id("publicIPAddresses", "-ip"), new JsonObject { ["publicIPAllocationMethod"] = "Static" }, "Standard");
        var network = await PutAsync(Id("virtualNetworks", "-vnet"), new JsonObject
        {
            ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray("10.0.0.0/16") },
            ["subnets"] = new JsonArray(new JsonObject
            {
                ["name"] = "default", ["properties"] = new JsonObject { ["addressPrefix"] = "10.0.0.0/24" },
            }),
        });
        var card = await PutAsync(Id("networkInterfaces", "-nic"), new JsonObject
        {
            ["networkSecurityGroup"] = new JsonObject { ["id"] = $"{securityGroup}" },
            ["ipConfigurations"] = new JsonArray(new JsonObject
            {
                ["name"] = "ipconfig1",
                ["properties"] = new JsonObject
                {
                    ["subnet"] = new JsonObject { ["id"] = $"{network}/subnets/default" },
                    ["publicIPAddress"] = new JsonObject { ["id"] = $"{address}" },
                },
            }),
        });
        await _consumer.GetResourceGroupResource(group).GetVirtualMachines()
            .CreateOrUpdateAsync(WaitUntil.Completed, name, Machine(name, location, image.Id, card));

        ResourceIdentifier Id(string type, string suffix) => new($"{group}/providers/Microsoft.Network/{type}/{name}{suffix}");

        async Task<ResourceIdentifier> PutAsync(ResourceIdentifier id, JsonObject properties, string? sku = null)
        {
            var data = new GenericResourceData(location)
            {
                Properties = BinaryData.FromString(properties.ToJsonString()),
                Sku = sku is null ? null : new ResourcesSku { Name = sku },
            };
            return (await _consumer.GetGenericResources().CreateOrUpdateAsync(WaitUntil.Completed, id, data)).Value.Id;
        }
    }

    private static VirtualMachineData Machine(string name, AzureLocation location, ResourceIdentifier image, ResourceIdentifier card) =>
        new(location)
    {
        HardwareProfile = new() { VmSize = "Standard_B2s_v2" },
        StorageProfile = new() { ImageReference = new() { Id = image }, OSDisk = new(DiskCreateOptionType.FromImage) },
        OSProfile = new() { ComputerName = name, AdminUsername = "operator", AdminPassword = "Correct-Horse-42" },
        NetworkProfile = new() { NetworkInterfaces = { new() { Id = card } } },
    };

    private static HttpClientTransport Transport(string caCertificatePem)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(caCertificatePem) },
        };
        return new HttpClientTransport(new HttpClient(handler));
    }

    private sealed class TenantCredential(TokenCredential source, string tenantId) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken) =>
            source.GetToken(Of(request), cancellationToken);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken) =>
            source.GetTokenAsync(Of(request), cancellationToken);

        private TokenRequestContext Of(TokenRequestContext request) =>
            new(request.Scopes, request.ParentRequestId, request.Claims, tenantId, request.IsCaeEnabled);
    }

    private sealed class AuxiliaryToken(TokenCredential owner, Uri resourceManager) : HttpPipelinePolicy
    {
        private readonly TokenRequestContext _request = new([new Uri(resourceManager, ".default").AbsoluteUri]);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var token = await owner.GetTokenAsync(_request, message.CancellationToken);
            message.Request.Headers.SetValue("x-ms-authorization-auxiliary", $"Bearer {token.Token}");
            await ProcessNextAsync(message, pipeline);
        }
    }
}
