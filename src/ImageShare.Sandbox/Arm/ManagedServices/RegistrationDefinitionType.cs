using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>What is offered to whom: the managing tenant, its principals, their roles. Nothing comes of it until it is assigned.</summary>
internal sealed class RegistrationDefinitionType : ResourceType
{
    public override string Name => Delegation.Definitions;

    public override IReadOnlyList<string> ApiVersions => ManagedServicesVersions.All;

    public override bool HasLocation => false;

    public override string FirstState => "Succeeded";

    public override void Prepare(Draft draft)
    {
        if (draft.Call.Path.Scope != draft.Call.Subscription?.ResourceId)
            throw ManagedServicesErrors.DefinitionScope(draft.Call.Path.Scope);

        DelegationRights.RequireToMake(draft.Call, draft.Call.Path.Scope);
        if (!Guid.TryParse(draft.Name, out _))
            throw ManagedServicesErrors.Definition($"The registration definition id '{draft.Name}' must be a valid Guid.");

        var tenant = AuthorizationRules.ManagingTenant(draft);
        AuthorizationRules.Check(draft, tenant);
        EligibleAuthorizationRules.Check(draft, tenant);
        draft.Properties["managedByTenantName"] = tenant.DisplayName;
    }

    public override void Stored(Draft draft, Resource resource)
    {
        foreach (var assignment in Delegation.AssignmentsOf(draft.World, resource).ToList())
            Delegation.Project(draft.World, assignment);
    }

    public override bool IsListed(ArmCall call, Resource resource) => ManagingTenantFilter.Matches(call.Query("$filter"), resource);

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = (JsonObject)resource.Body.DeepClone();
        if (ManagedServicesVersions.KnowsEligible(call))
        {
            shown.Child("properties")["manageeTenantId"] = call.Tenant.Id;
            shown.Child("properties")["manageeTenantName"] = call.Tenant.DisplayName;
        }
        else if (resource.Properties.Objects("eligibleAuthorizations").Count > 0)
        {
            throw ManagedServicesErrors.EligibleVersion();
        }

        return shown;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        if (Delegation.AssignmentsOf(world, resource).FirstOrDefault() is { } assignment)
            throw ManagedServicesErrors.DefinitionInUse(resource, assignment);
    }
}
