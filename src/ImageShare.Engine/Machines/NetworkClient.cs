using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// Reads and makes network resources, for which no typed SDK is at hand. The SDK's generic resource would not do: it cannot send zones,
/// and always sends a location, which a subnet has not.
/// </summary>
internal sealed class NetworkClient(Builder builder, Waiter waiter)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    private readonly RestClient _rest = RestClient.ForResourceManager(builder.Context, builder.TenantId);

    public async Task<ExistingResource> GetAsync(ResourceIdentifier id, CancellationToken cancellationToken) =>
        ExistingResource.Of(await _rest.GetAsync(Path(id), NetworkJson.Default.JsonElement, cancellationToken));

    /// <summary>Makes it, and waits until it is made. Gives the first answer: what comes with the end of the work is not in it.</summary>
    public async Task<ExistingResource> PutAsync(
        ResourceIdentifier id, JsonObject body, string words, ICaller caller, CancellationToken cancellationToken)
    {
        var (resource, work) = await _rest.PutAsync(
            Path(id), body, NetworkJson.Default.JsonObject, NetworkJson.Default.JsonElement, cancellationToken);
        var wait = new Wait($"Create {words} {id.Name}", $"Azure is making the {words}.", s_longest);
        await work.CompleteAsync(_rest, wait, waiter, caller, cancellationToken);
        return ExistingResource.Of(resource);
    }

    public async Task DeleteAsync(ResourceIdentifier id, ICaller caller, CancellationToken cancellationToken)
    {
        var work = await _rest.StartAsync(RequestMethod.Delete, Path(id), null, NetworkJson.Default.JsonObject, cancellationToken);
        var wait = new Wait($"Remove {id.Name}", "Azure is removing it.", s_longest);
        await work.CompleteAsync(_rest, wait, waiter, caller, cancellationToken);
    }

    private static string Path(ResourceIdentifier id) => $"{id}?api-version={ApiVersions.Network}";
}

[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class NetworkJson : JsonSerializerContext;
