using Azure;
using Azure.Core;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>What a principal was let to read: the galleries and images at which it has a role, in the sign-in's subscription.</summary>
internal sealed class SharedScopes(IGalleryService galleries)
{
    private const string Galleries = "Microsoft.Compute/galleries";

    /// <summary>The latest version of each image; none when nothing was found, or nothing may be seen.</summary>
    public async Task<IReadOnlyList<GalleryImage>> ImagesOfAsync(
        EngineContext context, string principalId, ICaller caller, CancellationToken cancellationToken)
    {
        if (context.SubscriptionId is not { } subscription)
            return [];

        try
        {
            var scope = new ResourceIdentifier($"/subscriptions/{subscription}");
            var assignments = await new RoleAssignmentClient(context).ListAsync(scope, principalId, cancellationToken)
                .ToListAsync(cancellationToken);
            List<GalleryImage> images = [];
            foreach (var id in assignments.Select(a => a.Properties.Scope).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(id => new ResourceIdentifier(id).ResourceType.ToString().StartsWith(Galleries, StringComparison.OrdinalIgnoreCase)))
            {
                var query = new GalleryImageQuery { ResourceId = id, Version = "latest" };
                images.AddRange(await galleries.GetImagesAsync(query, caller, cancellationToken).ToListAsync(cancellationToken));
            }

            return [.. images.DistinctBy(i => i.Id, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (exception is RequestFailedException { Status: 401 or 403 or 404 }
            or ImageShareException { Kind: ErrorKind.PermissionDenied or ErrorKind.ObjectNotFound or ErrorKind.AuthenticationError })
        {
            caller.Verbose($"What {principalId} may read in subscription {subscription} cannot be seen: {exception.Message}");
            return [];
        }
    }
}
