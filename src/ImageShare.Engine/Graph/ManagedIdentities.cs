using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>User-assigned managed identities, as trusted by an app.</summary>
internal static class ManagedIdentities
{
    public const string Type = "Microsoft.ManagedIdentity/userAssignedIdentities";

    /// <summary>The identity, which must live in the tenant of the app that is to trust it.</summary>
    public static async Task<ManagedIdentityProperties> ReadAsync(
        EngineContext context, ResourceIdentifier id, CancellationToken cancellationToken)
    {
        ManagedIdentityProperties identity;
        try
        {
            identity = (await RestClient.ForResourceManager(context).GetAsync(
                $"{id}?api-version={ApiVersions.ManagedIdentities}", ManagedIdentityJson.Default.ManagedIdentity, cancellationToken)).Properties;
        }
        catch (RequestFailedException refusal) when (
            refusal.GetRawResponse() is { Status: 401 } answer && SubscriptionTenants.TenantOf(answer) is { } owner && !IsHome(owner, context))
        {
            throw InOtherTenant(id, owner, context);
        }

        return IsHome(identity.TenantId, context) ? identity : throw InOtherTenant(id, identity.TenantId, context);
    }

    private static bool IsHome(string tenantId, EngineContext context) => tenantId.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase);

    private static ImageShareException InOtherTenant(ResourceIdentifier id, string tenantId, EngineContext context) =>
        new("ManagedIdentityInOtherTenant", ErrorKind.InvalidArgument,
            $"The managed identity lives in tenant {tenantId}, the app would live in {context.TenantId}.")
        {
            Target = id.ToString(),
            Reason = "Microsoft Entra lets a managed identity back an app of its own tenant only.",
            Fix = "The company that has the identity makes the app: New-GalleryShareApp -ManagedIdentity there, then Export-ImageShare.",
        };
}

internal sealed record ManagedIdentity(ManagedIdentityProperties Properties);

internal sealed record ManagedIdentityProperties(string TenantId, string PrincipalId, string ClientId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ManagedIdentity))]
internal sealed partial class ManagedIdentityJson : JsonSerializerContext;
