using Azure;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>Who gets a role.</summary>
/// <param name="ObjectId">Object id (GUID) in the tenant of the scope.</param>
/// <param name="Type">ServicePrincipal, User or Group.</param>
internal sealed record Principal(string ObjectId, string Type)
{
    public string? DisplayName { get; init; }

    /// <summary>Name and id, as messages say them; a principal that is only planned has no id yet.</summary>
    public string Words => Describe(DisplayName, ObjectId);

    public string? ApplicationId { get; init; }

    public string? SignInName { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>Of a guest: PendingAcceptance or Accepted.</summary>
    public string? ExternalUserState { get; init; }

    /// <summary>Where a guest accepts, when just invited.</summary>
    public Uri? InviteRedeemUri { get; init; }

    public static string Describe(string? name, string objectId) =>
        name is null ? objectId : objectId.Length == 0 ? $"'{name}'" : $"'{name}' ({objectId})";
}

/// <summary>Who shall get a role, as the user said it.</summary>
internal sealed record PrincipalWish(GalleryShareApp? App, string? ObjectId, string? ObjectType, string? ApplicationId);

/// <summary>
/// Finds a principal in the tenant of a sign-in; its type is always known in the end, for a new principal is refused without it.
/// </summary>
internal sealed class PrincipalFinder(EngineContext context)
{
    private const string ServicePrincipal = "ServicePrincipal";

    private static readonly string[] s_types = [ServicePrincipal, "User", "Group"];

    private readonly GraphClient _graph = new(context);

    /// <summary>Refuses what cannot be right, before any request.</summary>
    public static PrincipalWish Check(PrincipalWish wish)
    {
        if (wish is { App: null, ObjectId: null, ApplicationId: null })
        {
            throw new ImageShareException(
                "PrincipalRequired", ErrorKind.InvalidArgument, "Nobody was named to give the role to.")
            {
                Fix = "Pipe a share app in, or give -ObjectId or -ApplicationId.",
            };
        }

        if (wish.ObjectType is { } type && !s_types.Contains(type, StringComparer.OrdinalIgnoreCase))
            throw InputRules.Refuse("ObjectType", type, $"-ObjectType must be one of {string.Join(", ", s_types)}; '{type}' is not.");

        return wish with
        {
            ObjectId = wish.ObjectId is { } id ? InputRules.Guid(id, "ObjectId") : null,
            ObjectType = s_types.FirstOrDefault(t => t.Equals(wish.ObjectType, StringComparison.OrdinalIgnoreCase)),
            ApplicationId = wish.ApplicationId is { } app ? InputRules.Guid(app, "ApplicationId") : null,
        };
    }

    public async Task<Principal> FindAsync(PrincipalWish wish, CancellationToken cancellationToken) => wish switch
    {
        // An object id is good in one tenant only: the app's principal here may be another than the one on the object.
        { App: { ServicePrincipalId: { Length: > 0 } id } app } when app.TenantId.Equals(
            context.TenantId, StringComparison.OrdinalIgnoreCase) =>
            new Principal(id, ServicePrincipal) { DisplayName = app.DisplayName, ApplicationId = app.ApplicationId },
        { App: { ApplicationId: { Length: > 0 } id } } => await ByApplicationAsync(id, cancellationToken),

        // Planned under -WhatIf: there is no principal yet, and what follows is planned too.
        { App: { } planned } => new Principal("", ServicePrincipal) { DisplayName = planned.DisplayName },
        { ObjectId: { } id, ObjectType: { } type } => new Principal(id, type),
        { ObjectId: { } id } => await ByObjectAsync(id, cancellationToken),
        _ => await ByApplicationAsync(wish.ApplicationId!, cancellationToken),
    };

    private async Task<Principal> ByApplicationAsync(string applicationId, CancellationToken cancellationToken)
    {
        var principal = await _graph.FindServicePrincipalAsync(applicationId, cancellationToken);
        return principal?.Id is { } id
            ? new Principal(id, ServicePrincipal) { DisplayName = principal.DisplayName, ApplicationId = applicationId }
            : throw new ImageShareException(
                "AppNotApproved", ErrorKind.ObjectNotFound,
                $"The app {applicationId} has no service principal in tenant {context.TenantId}.")
            {
                Target = applicationId,
                Reason = "Roles are given to service principals; an app of another tenant gets one when it is approved.",
                Fix = $"Approve-GalleryShareApp -ApplicationId {applicationId}",
            };
    }

    private async Task<Principal> ByObjectAsync(string objectId, CancellationToken cancellationToken)
    {
        GraphObject? found;
        try
        {
            found = await _graph.FindObjectAsync(objectId, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            throw new ImageShareException(
                "ObjectTypeRequired", ErrorKind.PermissionDenied,
                $"What {objectId} stands for cannot be seen: {context.Account} may not read the directory.",
                exception)
            {
                Target = objectId,
                Fix = "Add -ObjectType: ServicePrincipal (also for managed identities), User or Group. An app that signs in by itself "
                    + "needs Directory.Read.All to look it up.",
            };
        }

        return found?.Type switch
        {
            "#microsoft.graph.servicePrincipal" => Of(ServicePrincipal),
            "#microsoft.graph.user" => Of("User"),
            "#microsoft.graph.group" => Of("Group"),
            "#microsoft.graph.application" => throw new ImageShareException(
                "UnsupportedPrincipalType", ErrorKind.InvalidArgument,
                $"{objectId} is the object id of the application '{found.DisplayName}'.")
            {
                Target = objectId,
                Reason = "Roles are given to the application's service principal, which has an object id of its own.",
                Fix = $"Use -ApplicationId {found.AppId} instead.",
            },
            _ => throw new ImageShareException(
                "PrincipalNotFound", ErrorKind.ObjectNotFound,
                $"Tenant {context.TenantId} knows no user, group or service principal {objectId}.")
            {
                Target = objectId,
                Fix = "Check the id and the tenant. If it was made a moment ago, add -ObjectType: then the directory is not asked.",
            },
        };

        Principal Of(string type) => new(objectId, type) { DisplayName = found.DisplayName, ApplicationId = found.AppId };
    }
}
