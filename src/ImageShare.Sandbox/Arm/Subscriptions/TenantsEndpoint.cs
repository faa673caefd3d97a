using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>Tenants the caller is known in: a token shows its own tenant only.</summary>
internal sealed class TenantsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Resources/tenants";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(call, [new JsonObject
        {
            ["id"] = $"/tenants/{call.Tenant.Id}",
            ["tenantId"] = call.Tenant.Id,
            ["countryCode"] = "US",
            ["displayName"] = call.Tenant.DisplayName,
            ["domains"] = new JsonArray(call.Tenant.DefaultDomain),
            ["tenantCategory"] = "Home",
            ["defaultDomain"] = call.Tenant.DefaultDomain,
            ["tenantType"] = "AAD",
        }]),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };
}
