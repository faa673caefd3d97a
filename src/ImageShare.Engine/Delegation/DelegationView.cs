using System.Xml;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Between what Azure says and what the user sees.</summary>
internal static class DelegationView
{
    public static LighthouseDelegation Of(RegistrationAssignment assignment, EngineContext context)
    {
        var scope = DelegationClient.ScopeOf(assignment.Id!);
        var definition = assignment.Properties.RegistrationDefinition!.Properties;
        var received = definition.ManagedByTenantId.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase);
        var state = assignment.Properties.ProvisioningState ?? "NotSpecified";
        return new LighthouseDelegation
        {
            OfferName = definition.RegistrationDefinitionName ?? "",
            OfferDescription = definition.Description,
            Direction = received ? DelegationDirection.Received : DelegationDirection.Given,
            ManagedByTenantId = definition.ManagedByTenantId,
            TenantId = definition.ManageeTenantId ?? (received ? null : context.TenantId),
            SubscriptionId = scope.SubscriptionId!,
            ResourceGroupName = scope.ResourceGroupName,
            Scope = scope.ToString(),
            Authorizations = [.. (definition.Authorizations ?? []).Select(Of)],
            EligibleAuthorizations = [.. (definition.EligibleAuthorizations ?? []).Select(Of)],
            ProvisioningState = state,
            Effective = state == "Succeeded",
            RegistrationDefinitionId = assignment.Properties.RegistrationDefinitionId,
            RegistrationAssignmentId = assignment.Id!,
        };
    }

    public static LighthouseAuthorization Of(AuthorizationBody body) => new()
    {
        PrincipalId = body.PrincipalId,
        PrincipalDisplayName = body.PrincipalIdDisplayName,
        RoleDefinitionId = body.RoleDefinitionId,
        RoleDefinitionName = NameOf(body.RoleDefinitionId),
        DelegatedRoleDefinitionIds = body.DelegatedRoleDefinitionIds ?? [],
    };

    public static EligibleLighthouseAuthorization Of(EligibleAuthorizationBody body) => new()
    {
        PrincipalId = body.PrincipalId,
        PrincipalDisplayName = body.PrincipalIdDisplayName,
        RoleDefinitionId = body.RoleDefinitionId,
        RoleDefinitionName = NameOf(body.RoleDefinitionId),
        MaximumActivationDuration = TemplateParameters.Duration(body.JustInTimeAccessPolicy?.MaximumActivationDuration),
        MultiFactorAuthProvider = body.JustInTimeAccessPolicy?.MultiFactorAuthProvider ?? "None",
        Approvers =
        [
            .. (body.JustInTimeAccessPolicy?.ManagedByTenantApprovers ?? []).Select(
                a => new LighthouseApprover(a.PrincipalId, a.PrincipalIdDisplayName)),
        ],
    };

    public static RegistrationDefinitionProperties ToBody(DelegationTerms terms) => new()
    {
        RegistrationDefinitionName = terms.OfferName,
        Description = terms.OfferDescription,
        ManagedByTenantId = terms.ManagedByTenantId,
        Authorizations = [.. terms.Authorizations.Select(ToBody)],
        EligibleAuthorizations = terms.EligibleAuthorizations.Count == 0 ? null : [.. terms.EligibleAuthorizations.Select(ToBody)],
    };

    private static AuthorizationBody ToBody(LighthouseAuthorization authorization) =>
        new(authorization.PrincipalId, authorization.RoleDefinitionId)
        {
            PrincipalIdDisplayName = authorization.PrincipalDisplayName,
            DelegatedRoleDefinitionIds = authorization.DelegatedRoleDefinitionIds is { Count: > 0 } ids ? ids : null,
        };

    private static EligibleAuthorizationBody ToBody(EligibleLighthouseAuthorization authorization) =>
        new(authorization.PrincipalId, authorization.RoleDefinitionId)
        {
            PrincipalIdDisplayName = authorization.PrincipalDisplayName,
            JustInTimeAccessPolicy = new JustInTimeAccessPolicy(authorization.MultiFactorAuthProvider)
            {
                MaximumActivationDuration = XmlConvert.ToString(authorization.MaximumActivationDuration),
                ManagedByTenantApprovers = authorization.Approvers.Count == 0 ? null
                    : [.. authorization.Approvers.Select(
                        a => new ApproverBody(a.PrincipalId) { PrincipalIdDisplayName = a.PrincipalDisplayName })],
            },
        };

    private static string NameOf(string roleId) => BuiltInRoles.NameOf(roleId) ?? RestrictedRoles.Find(roleId)?.Name ?? roleId;
}
