using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Whom a role assignment names.</summary>
/// <param name="Id">Object id, a GUID.</param>
/// <param name="Type">User, Group or ServicePrincipal.</param>
internal sealed record Assignee(string Id, string Type)
{
    // From then on, who says ServicePrincipal spares Azure the look into the directory, where a new one may not have arrived yet
    // ("Assign Azure roles using the REST API"). Of other types that is not attested.
    private const string FirstWithType = "2018-09-01-preview";

    private const string ServicePrincipal = "ServicePrincipal";

    public static Assignee Resolve(ArmCall call)
    {
        var id = call.Body.Text("properties.principalId");
        if (!Guid.TryParse(id, out var guid))
            throw ArmErrors.BadRequest("InvalidPrincipalId", $"The Principal ID '{id}' is not valid. Principal ID must be a GUID.");

        if (call.Tenant.Applications.Exists(a => a.HasId(id)))
        {
            throw ArmErrors.BadRequest(
                "PrincipalTypeNotSupported", "Principals of type Application cannot validly be used in role assignments.");
        }

        var type = string.CompareOrdinal(call.ApiVersion, FirstWithType) < 0 ? null : call.Body.Text("properties.principalType");
        if (call.Tenant.FindPrincipal(id) is not { } principal || principal.KnownFrom > call.World.Now)
            return IsServicePrincipal(type) ? new Assignee(guid.ToString(), ServicePrincipal) : throw NotFound(call, guid);

        // The misspelling is Azure's.
        return type is null || type.Equals(TypeOf(principal), StringComparison.OrdinalIgnoreCase)
            ? new Assignee(principal.Id, TypeOf(principal))
            : throw ArmErrors.BadRequest(
                "UnmatchedPrincipalType", $"The PrincipalId '{guid:N}' has type '{TypeOf(principal)}' , which is different from specified "
                + $"PrinciaplType '{type}'.");
    }

    private static ArmException NotFound(ArmCall call, Guid id) => ArmErrors.BadRequest(
        "PrincipalNotFound",
        $"Principal {id:N} does not exist in the directory {call.Tenant.Id}. Check that you have the correct principal ID. "
        + "If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. "
        + "In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  "
        + "See https://aka.ms/docs-principaltype");

    private static string TypeOf(DirectoryObject principal) => principal switch
    {
        User => "User",
        Group => "Group",
        _ => ServicePrincipal,
    };

    private static bool IsServicePrincipal(string? type) => ServicePrincipal.Equals(type, StringComparison.OrdinalIgnoreCase);
}
