using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;
using Azure.ResourceManager.Resources.Models;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Reads and makes network resources, for which no typed SDK is at hand.</summary>
internal sealed class NetworkClient(Builder builder, Waiter waiter)
{
    private readonly ArmClient _client = builder.Client();

    public async Task<ExistingResource> GetAsync(ResourceIdentifier id, CancellationToken cancellationToken) =>
        Of((await _client.GetGenericResource(id).GetAsync(cancellationToken)).Value.Data);

    public async Task<ExistingResource> PutAsync(
        ResourceIdentifier id, string location, IReadOnlyDictionary<string, string> tags, JsonObject properties, string? sku,
        CancellationToken cancellationToken)
    {
        var data = new GenericResourceData(new AzureLocation(location))
        {
            Properties = BinaryData.FromString(properties.ToJsonString()),
            Sku = sku is null ? null : new ResourcesSku { Name = sku },
        };
        foreach (var (name, value) in tags)
            data.Tags[name] = value;
        var operation = await _client.GetGenericResources().CreateOrUpdateAsync(WaitUntil.Completed, id, data, cancellationToken);
        return Of(operation.Value.Data);
    }

    public async Task DeleteAsync(ResourceIdentifier id, CancellationToken cancellationToken) =>
        await _client.GetGenericResource(id).DeleteAsync(WaitUntil.Completed, cancellationToken);

    /// <summary>A subnet has neither location nor tags, and a generic resource always sends a location.</summary>
    public async Task PutSubnetAsync(ResourceIdentifier id, string prefix, ICaller caller, CancellationToken cancellationToken)
    {
        var rest = RestClient.ForResourceManager(builder.Context, builder.TenantId);
        var path = $"{id}?api-version={ApiVersions.Network}";
        var body = new JsonObject { ["properties"] = NetworkBodies.Subnet(prefix) };
        var json = NetworkJson.Default.JsonObject;
        var subnet = await rest.SendAsync(RequestMethod.Put, path, body, json, json, cancellationToken);
        if (State(subnet) == "Succeeded")
            return;
        var done = await waiter.UntilAsync(
            new Wait($"Create subnet {id.Name}", "Azure is making the subnet.", TimeSpan.FromMinutes(5)),
            async token => await rest.GetAsync(path, json, token) is var now && State(now) is "Succeeded" or "Failed" ? now : null,
            caller, cancellationToken);
        if (done is null || State(done) == "Failed")
        {
            throw new ImageShareException("SubnetNotMade", ErrorKind.ResourceUnavailable, $"Azure did not make the subnet '{id.Name}'.")
            {
                Target = id,
            };
        }

    }

    private static string? State(JsonObject resource) => resource["properties"]?["provisioningState"]?.GetValue<string>();

    public static ExistingResource Of(GenericResourceData data) => new(data.Id, GalleryImages.RegionName(data.Location.Name))
    {
        Properties = data.Properties is null ? default : JsonDocument.Parse(data.Properties.ToMemory()).RootElement,
        Sku = data.Sku?.Name,
        Tags = data.Tags is null ? [] : new Dictionary<string, string>(data.Tags, StringComparer.OrdinalIgnoreCase),
    };
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NetworkJson : JsonSerializerContext;
