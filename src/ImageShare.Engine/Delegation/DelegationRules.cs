using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Refuses, before any request, what Lighthouse would refuse, perhaps after minutes and in words of its own.</summary>
internal static class DelegationRules
{
    private const int MaximumApprovers = 10;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(8);

    /// <param name="terms">What is wished for.</param>
    /// <param name="context">The publisher's sign-in; null offline.</param>
    /// <param name="caller">Whose sign-ins may tell that a principal is an app.</param>
    public static void Check(DelegationTerms terms, EngineContext? context, ICaller caller)
    {
        if (context is not null && terms.ManagedByTenantId.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageShareException(
                "ManagedByOwnTenant", ErrorKind.InvalidArgument, $"Tenant {context.TenantId} cannot delegate to itself.")
            {
                Target = terms.ManagedByTenantId,
                Reason = "-ManagedByTenantId is the consumer's tenant; this sign-in is to the very same one.",
                Fix = "Ask the consumer for its tenant id and the object ids there. Inside one tenant, a role does: Grant-GalleryReader.",
            };
        }

        if (terms.Authorizations.Count == 0)
            throw InputRules.Refuse("PrincipalId", terms.OfferName, "There is no permanent authorization; Lighthouse wants one at least.");

        foreach (var authorization in terms.Authorizations)
            CheckRole(authorization);
        foreach (var authorization in terms.EligibleAuthorizations)
            CheckEligible(authorization, terms, context, caller);
        foreach (var lonely in terms.EligibleAuthorizations.Where(e => !terms.Authorizations.Any(a => a.PrincipalId == e.PrincipalId)))
        {
            caller.Warning(
                $"{lonely.PrincipalDisplayName ?? lonely.PrincipalId} may activate '{lonely.RoleDefinitionId}' but has no permanent role: "
                + "without Reader, the Azure portal shows it nothing to activate.");
        }
    }

    public static ImageShareException Restricted(string role, string reason) =>
        new("RoleNotDelegable", ErrorKind.InvalidArgument, $"The role '{role}' cannot be delegated through Lighthouse.")
        {
            Target = role,
            Reason = reason,
            Fix = "Reader is enough to find images and build from them; Compute Gallery Image Reader is enough when their ids are known.",
        };

    private static void CheckRole(LighthouseAuthorization authorization)
    {
        if (RestrictedRoles.Find(authorization.RoleDefinitionId) is { } restricted)
            throw Restricted(restricted.Name, restricted.Reason);
        if (IsUserAccessAdministrator(authorization) && authorization.DelegatedRoleDefinitionIds.Count == 0)
        {
            throw new ImageShareException(
                "DelegatedRolesRequired", ErrorKind.InvalidArgument, "User Access Administrator needs the roles that it may give.")
            {
                Target = authorization.PrincipalId,
                Reason = "Through Lighthouse it can do one thing only: give named roles to managed identities.",
                Fix = "Name them (-DelegatedRoleDefinitionName), or choose another role: images need no such rights.",
            };
        }

        foreach (var delegated in authorization.DelegatedRoleDefinitionIds)
        {
            if (RestrictedRoles.Find(delegated) is { } role)
                throw Restricted(role.Name, role.Reason);
        }
    }

    private static void CheckEligible(
        EligibleLighthouseAuthorization authorization, DelegationTerms terms, EngineContext? context, ICaller caller)
    {
        if (context?.Environment is "AzureUSGovernment" or "AzureChinaCloud")
            throw Refuse("EligibleNotInCloud", $"{context.Environment} has no eligible authorizations.", "Give permanent roles.");
        if (RestrictedRoles.Find(authorization.RoleDefinitionId) is { } restricted)
            throw Restricted(restricted.Name, restricted.Reason);
        if (IsUserAccessAdministrator(authorization))
            throw Refuse("RoleNotEligible", "User Access Administrator cannot be an eligible role.", "Choose another role.");
        if (AppOf(authorization.PrincipalId, caller) is { } app)
        {
            throw Refuse(
                "EligiblePrincipalIsApp", $"{authorization.PrincipalId} is {app}: an app or a managed identity cannot activate a role.",
                "Give it a permanent role, or make a user or group eligible.");
        }

        if (authorization.MaximumActivationDuration < s_shortest || authorization.MaximumActivationDuration > s_longest)
        {
            throw Refuse(
                "EligibleDurationOutOfRange",
                $"An activation lasts from 30 minutes to 8 hours; {authorization.MaximumActivationDuration} is outside.",
                "Change -EligibleMaximumDuration (or maximumActivationDuration in the file).");
        }

        if (authorization.Approvers.Count > MaximumApprovers)
        {
            throw Refuse(
                "TooManyApprovers", $"At most {MaximumApprovers} may approve activations; these are {authorization.Approvers.Count}.",
                "Name a group as approver.");
        }

        if (authorization.Approvers.Select(a => AppOf(a.PrincipalId, caller)).FirstOrDefault(a => a is not null) is { } approver)
            throw Refuse("ApproverIsApp", $"The approver {approver} is an app: only users and groups approve.", "Name a user or a group.");
        if (authorization.MultiFactorAuthProvider is not ("Azure" or "None"))
            throw Refuse("InvalidMultiFactorAuthProvider", "multiFactorAuthProvider is Azure or None.", "Correct it in the file.");
        if (terms.EligibleAuthorizations.Any(other => SameRole(other, authorization) && !SamePolicy(other, authorization)))
        {
            throw Refuse(
                "EligiblePoliciesDiffer", $"The eligible role '{authorization.RoleDefinitionId}' comes with different conditions.",
                "One role has the same duration, factor and approvers for everyone.");
        }
    }

    // What an object id of another tenant stands for cannot be asked there; sign-ins of this session are known.
    private static string? AppOf(string principalId, ICaller caller) => caller.Contexts.FirstOrDefault(
        c => c.ObjectId.Equals(principalId, StringComparison.OrdinalIgnoreCase)
            && c.AuthenticationMethod is AuthenticationMethod.ClientSecret
            or AuthenticationMethod.Certificate or AuthenticationMethod.Federated or AuthenticationMethod.ManagedIdentity)?.Account;

    private static bool SameRole(LighthouseAuthorization one, LighthouseAuthorization other) =>
        IdOf(one).Equals(IdOf(other), StringComparison.OrdinalIgnoreCase);

    private static bool SamePolicy(EligibleLighthouseAuthorization one, EligibleLighthouseAuthorization other) =>
        one.MaximumActivationDuration == other.MaximumActivationDuration && one.MultiFactorAuthProvider == other.MultiFactorAuthProvider
        && one.Approvers.Select(a => a.PrincipalId).Order().SequenceEqual(other.Approvers.Select(a => a.PrincipalId).Order());

    private static bool IsUserAccessAdministrator(LighthouseAuthorization authorization) =>
        IdOf(authorization).Equals(RestrictedRoles.UserAccessAdministrator, StringComparison.OrdinalIgnoreCase);

    private static string IdOf(LighthouseAuthorization authorization) =>
        BuiltInRoles.IdOf(authorization.RoleDefinitionId) ?? authorization.RoleDefinitionId;

    private static ImageShareException Refuse(string code, string message, string fix) =>
        new(code, ErrorKind.InvalidArgument, message) { Fix = fix };
}
