using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Role assignments: listed at once, in force a little later.</summary>
internal sealed class RoleAssignmentsEndpoint : IArmEndpoint
{
    private const string RoleDefinitions = "/providers/Microsoft.Authorization/roleDefinitions/";

    public string Type => "Microsoft.Authorization/roleAssignments";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Authorization;

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Method: "GET", Path.IsOpenEnded: true } => List(call),
        { Path.IsOpenEnded: true } => throw ArmErrors.MethodNotAllowed(call.Method),
        { Method: "GET" } => Find(call) is { } found ? ArmAnswer.Ok(Show(call, found)) : throw NotFound(call),
        { Method: "PUT" } => Put(call),
        { Method: "DELETE" } => Delete(call),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };

    private static ArmAnswer List(ArmCall call)
    {
        var filter = RoleAssignmentFilter.Parse(call.Query("$filter"));
        return ArmAnswer.List(call, filter.Select(call.World.RoleAssignments, call.Path.Scope, call.Tenant).Select(a => Show(call, a)));
    }

    private static RoleAssignment? Find(ArmCall call) => call.World.RoleAssignments.Find(
        a => a.Name.Equals(call.Path.Name, StringComparison.OrdinalIgnoreCase) && Same(a.Scope, call.Path.Scope));

    private static ArmAnswer Put(ArmCall call)
    {
        if (!Guid.TryParse(call.Path.Name, out _))
        {
            throw ArmErrors.BadRequest(
                "InvalidRoleAssignmentId", $"The role assignment ID '{call.Path.Name}' is not valid. The role assignment ID must be a "
                + "GUID.");
        }

        if (ResourceIds.Segment(call.Path.Scope, "resourceGroups") is { } group && call.World.Resources.Find(GroupId(call, group)) is null)
            throw ArmErrors.ResourceGroupNotFound(group);

        var isResource = call.Path.Scope.Contains("/providers/", StringComparison.OrdinalIgnoreCase);
        if (isResource && call.World.Resources.Find(call.Path.Scope) is null)
            throw ArmErrors.ResourceNotFound(call.Path.Scope);

        var roleId = call.Body.Text("properties.roleDefinitionId")
            ?? throw ArmErrors.BadRequest("InvalidRequestContent", "The request content is missing the role definition ID.");
        var role = Roles.Find(call.World, roleId) ?? throw RoleDefinitionsEndpoint.NotFound(roleId[(roleId.LastIndexOf('/') + 1)..]);
        var principal = Assignee.Resolve(call);
        var named = call.World.RoleAssignments.Find(a => a.Name.Equals(call.Path.Name, StringComparison.OrdinalIgnoreCase));
        if (named is not null)
        {
            return IsSame(named, call.Path.Scope, role, principal)
                ? ArmAnswer.Ok(Show(call, named))
                : throw ArmErrors.BadRequest(
                    "RoleAssignmentUpdateNotPermitted", "Tenant ID, application ID, principal ID, and scope are not allowed to be "
                    + "updated.");
        }

        if (call.World.RoleAssignments.Exists(a => IsSame(a, call.Path.Scope, role, principal)))
            throw new ArmException(StatusCodes.Status409Conflict, "RoleAssignmentExists", "The role assignment already exists.");

        RoleAssignmentUsageEndpoint.RequireRoom(call);
        var assignment = new RoleAssignment
        {
            Name = call.Path.Name,
            Scope = call.World.Resources.Find(call.Path.Scope)?.Id ?? call.Path.Scope,
            RoleDefinitionId = role.Id,
            PrincipalId = principal.Id,
            PrincipalType = principal.Type,
            Description = call.Body.Text("properties.description"),
            CreatedBy = call.Caller.ObjectId,
            Created = call.World.Now,
            EffectiveFrom = call.World.After(call.World.Delays.RoleEffective),
        };
        call.World.RoleAssignments.Add(assignment);
        return new ArmAnswer(StatusCodes.Status201Created, Show(call, assignment));
    }

    private static ArmAnswer Delete(ArmCall call)
    {
        if (Find(call) is not { } found)
            return ArmAnswer.NoContent();

        call.World.RoleAssignments.Remove(found);
        return ArmAnswer.Ok(Show(call, found));
    }

    private static bool IsSame(RoleAssignment assignment, string scope, RoleDefinition role, Assignee principal) =>
        Same(assignment.Scope, scope) && Same(assignment.RoleDefinitionId, role.Id) && Same(assignment.PrincipalId, principal.Id);

    private static ArmException NotFound(ArmCall call) => new(
        StatusCodes.Status404NotFound, "RoleAssignmentNotFound", $"The role assignment '{call.Path.Name}' is not found.");

    private static string GroupId(ArmCall call, string name) => $"{call.Subscription!.ResourceId}/resourceGroups/{name}";

    private static bool Same(string left, string right) => left.TrimEnd('/').Equals(right.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static JsonObject Show(ArmCall call, RoleAssignment assignment) => new()
    {
        ["properties"] = new JsonObject
        {
            ["roleDefinitionId"] = $"{call.Subscription?.ResourceId}{RoleDefinitions}{assignment.RoleDefinitionId}",
            ["principalId"] = assignment.PrincipalId,
            ["principalType"] = assignment.PrincipalType,
            ["scope"] = assignment.Scope,
            ["condition"] = null,
            ["conditionVersion"] = null,
            ["createdOn"] = assignment.Created.UtcDateTime,
            ["updatedOn"] = assignment.Created.UtcDateTime,
            ["createdBy"] = assignment.CreatedBy,
            ["updatedBy"] = assignment.CreatedBy,
            ["delegatedManagedIdentityResourceId"] = null,
            ["description"] = assignment.Description,
        },
        ["id"] = assignment.Id,
        ["type"] = "Microsoft.Authorization/roleAssignments",
        ["name"] = assignment.Name,
    };
}
