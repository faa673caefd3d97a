using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.ManagedIdentity;
using ImageShare.Sandbox.Arm.Resources;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Managed identities of a machine.</summary>
internal static class MachineIdentity
{
    public static void Prepare(Draft draft)
    {
        if (draft.Body.Object("identity") is not { } identity)
            return;

        var kinds = (identity.Text("type") ?? "None").Split(',', StringSplitOptions.TrimEntries);
        if (kinds.Contains("None", StringComparer.OrdinalIgnoreCase))
        {
            draft.Body.Remove("identity");
            return;
        }

        foreach (var (id, _) in identity.Object("userAssignedIdentities")?.ToList() ?? [])
        {
            var linked = draft.Link(
                "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", id, "identity.userAssignedIdentities");
            var found = draft.World.Resources.Find(linked) ?? throw ArmErrors.BadRequest(
                "FailedIdentityOperation", $"Identity operation for resource '{draft.Id}' failed with error 'Failed to perform resource "
                + $"identity operation. Status: 'BadRequest'. Resource '{linked}' was not found.'.");
            identity["userAssignedIdentities"]![id] = new JsonObject
            {
                ["principalId"] = found.Properties.Text("principalId"),
                ["clientId"] = found.Properties.Text("clientId"),
            };
        }

        if (!kinds.Contains("SystemAssigned", StringComparer.OrdinalIgnoreCase))
            return;

        var principal = draft.Call.Tenant.ServicePrincipals.Find(p => p.ManagedIdentityId == draft.Id)
            ?? Principals.Add(draft.World, draft.Call.Tenant, draft.Name, draft.Id);
        identity["principalId"] = principal.Id;
        identity["tenantId"] = draft.Call.Tenant.Id;
    }
}
