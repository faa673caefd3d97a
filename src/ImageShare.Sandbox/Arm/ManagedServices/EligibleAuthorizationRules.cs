using System.Text.Json.Nodes;
using System.Xml;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>What a just-in-time authorization may be: for persons, from half an hour to eight hours, with ten approvers at most.</summary>
internal static class EligibleAuthorizationRules
{
    private const int MostApprovers = 10;
    private const string Eligible = "eligibleAuthorizations";

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    public static void Check(Draft draft, Tenant tenant)
    {
        var all = draft.Properties.Objects(Eligible);
        if (all.Count > 0 && !ManagedServicesVersions.KnowsEligible(draft.Call))
            throw ManagedServicesErrors.EligibleVersion();

        foreach (var authorization in all)
        {
            RequirePerson(draft, authorization, tenant);
            CheckRole(draft, authorization);
            CheckPolicy(draft, authorization, tenant);
        }

        if (all.GroupBy(RoleOf).FirstOrDefault(g => g.Select(Policy).Distinct().Count() > 1) is { } mixed)
            throw Refused(draft, $"The role definition '{mixed.Key}' has eligible authorizations with different access policies");
    }

    private static string RoleOf(JsonObject authorization) => AuthorizationRules.RoleId(authorization).ToUpperInvariant();

    private static string? Policy(JsonObject authorization) => authorization["justInTimeAccessPolicy"]?.ToJsonString();

    private static void RequirePerson(Draft draft, JsonObject named, Tenant tenant)
    {
        if (AuthorizationRules.Principal(named, tenant, draft.World) is ServicePrincipal principal)
            throw Refused(draft, $"The principal '{principal.Id}' of type ServicePrincipal is not allowed for eligible authorization");
    }

    private static void CheckRole(Draft draft, JsonObject authorization)
    {
        var id = AuthorizationRules.RoleId(authorization);
        string[] restricted = [BuiltInRoleIds.Owner, BuiltInRoles.UserAccessAdministrator];
        if (restricted.Contains(id, StringComparer.OrdinalIgnoreCase))
            throw AuthorizationRules.Restricted(draft, id, "eligible authorization in registration definition", restricted);

        AuthorizationRules.RequireDelegable(draft, id);
        if (authorization["delegatedRoleDefinitionIds"] is not null)
            throw Refused(draft, "DelegatedRoleDefinitionIds are not allowed for eligible authorization");
    }

    private static void CheckPolicy(Draft draft, JsonObject authorization, Tenant tenant)
    {
        if (authorization.Object("justInTimeAccessPolicy") is not { } policy)
            authorization["justInTimeAccessPolicy"] = policy = new JsonObject(Nodes.AnyCase);

        policy.Default("multiFactorAuthProvider", "None").Default("maximumActivationDuration", "PT8H");
        if (policy.Text("multiFactorAuthProvider") is not ("Azure" or "None"))
            throw Refused(draft, "The MultiFactorAuthProvider must be 'Azure' or 'None'");

        var duration = Duration(draft, policy.Text("maximumActivationDuration")!);
        if (duration < Shortest || duration > Longest)
            throw Refused(draft, "The MaximumActivationDuration must be from 'PT30M' to 'PT8H'");

        var approvers = policy.Objects("managedByTenantApprovers");
        if (approvers.Count > MostApprovers)
            throw Refused(draft, $"The number of ManagedByTenantApprovers must not be above '{MostApprovers}'");

        foreach (var approver in approvers)
            RequirePerson(draft, approver, tenant);
    }

    private static TimeSpan Duration(Draft draft, string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            throw Refused(draft, $"The MaximumActivationDuration '{text}' is no ISO 8601 duration");
        }
    }

    private static ArmException Refused(Draft draft, string message) =>
        ManagedServicesErrors.Definition($"{message} in registration definition '{draft.Name}'.");
}
