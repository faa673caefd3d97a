using Azure;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>
/// How many directory objects the signed-in account may still make. Who has no administrator's role may have made 250, deleted ones that
/// can still come back counted ("Microsoft Entra service limits and restrictions").
/// </summary>
internal sealed class DirectoryQuota(EngineContext context, ICaller caller)
{
    public const int Limit = 250;

    // The roles whose permission to create applications is not createAsOwner, which counts ("Microsoft Entra built-in roles").
    private static readonly string[] s_exempt =
    [
        "62e90394-69f5-4237-9190-012177145e10", // Global Administrator
        "9b895d92-2cd3-443a-9d02-a6ac2d5ea6c3", // Application Administrator
        "158c047a-c907-4556-b7ef-446551a6b5f7", // Cloud Application Administrator
        "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2", // Hybrid Identity Administrator
    ];

    private readonly GraphClient _graph = new(context);

    /// <summary>Null when there is no such limit, or it cannot be known.</summary>
    public async Task<int?> LeftAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isUser = context.AuthenticationMethod switch
            {
                AuthenticationMethod.Interactive or AuthenticationMethod.DeviceCode => true,
                AuthenticationMethod.AccessToken or AuthenticationMethod.Ambient =>
                    (await _graph.FindObjectAsync(context.ObjectId, cancellationToken))?.Type == "#microsoft.graph.user",
                _ => false,
            };
            var roles = await _graph.ListRolesAsync(context.ObjectId, isUser, cancellationToken).ToListAsync(cancellationToken);
            if (roles.Any(r => s_exempt.Contains(r.RoleTemplateId, StringComparer.OrdinalIgnoreCase)))
                return null;

            var owned = await _graph.ListOwnedAsync(context.ObjectId, isUser, cancellationToken).ToListAsync(cancellationToken);
            var deleted = isUser ? (await _graph.ListDeletedOfUserAsync(context.ObjectId, cancellationToken)).Count : 0;
            return Math.Max(0, Limit - owned.Count - deleted);
        }
        catch (RequestFailedException exception) when (exception.Status is 400 or 403 or 404)
        {
            caller.Verbose($"How many directory objects {context.Account} may still make cannot be seen: {exception.Message}");
            return null;
        }
    }
}
