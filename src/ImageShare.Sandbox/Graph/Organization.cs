using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/organization</c>: the directory itself.</summary>
internal static class Organization
{
    public static void Map(GraphRoutes routes) => routes.Get("/organization", call =>
    {
        call.RequireReader();
        return GraphAnswer.Collection(call, "organization",
        [
            new JsonObject
            {
                ["id"] = call.Tenant.Id,
                ["displayName"] = call.Tenant.DisplayName,
                ["tenantType"] = "AAD",
                ["verifiedDomains"] = new JsonArray(new JsonObject
                {
                    ["name"] = call.Tenant.DefaultDomain,
                    ["isDefault"] = true,
                    ["isInitial"] = true,
                    ["type"] = "Managed",
                }),
            },
        ]);
    });
}
