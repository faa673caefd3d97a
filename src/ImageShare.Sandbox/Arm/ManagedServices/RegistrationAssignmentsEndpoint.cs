using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>A definition in force: for a subscription, or for one resource group of it.</summary>
internal sealed class RegistrationAssignmentsEndpoint : IArmEndpoint
{
    private const string State = "provisioningState";
    private const string DefinitionId = "registrationDefinitionId";

    public string Type => Delegation.Assignments;

    public IReadOnlyList<string> ApiVersions => ManagedServicesVersions.All;

    // A list holds what the caller may read: one delegated resource group is enough to ask the subscription.
    public bool IsOpen(ArmCall call) => call is { Method: "GET", Path.IsOpenEnded: true, Subscription: not null };

    public ArmAnswer Answer(ArmCall call)
    {
        ResourceEndpoint.RequireRegistration(call);
        ResourceEndpoint.RequireGroup(call);
        return call switch
        {
            { Method: "GET", Path.IsOpenEnded: true } => List(call),
            { Path.IsOpenEnded: true } => throw ArmErrors.MethodNotAllowed(call.Method),
            { Method: "GET" } => ArmAnswer.Ok(Show(call, call.World.Resources.Find(call.Id) ?? throw ArmErrors.ResourceNotFound(call.Id))),
            { Method: "PUT" } => Put(call),
            { Method: "DELETE" } => Delete(call),
            _ => throw ArmErrors.MethodNotAllowed(call.Method),
        };
    }

    private ArmAnswer List(ArmCall call) => ArmAnswer.List(call, call.World.Resources.Under(call.Path.Scope, Type)
        .Where(a => call.Authorizer.Allows(call.Caller, $"{Type}/read", a.Id))
        .Where(a => ManagingTenantFilter.Matches(call.Query("$filter"), Delegation.DefinitionOf(call.World, a)))
        .Select(a => Show(call, a)));

    private static ArmAnswer Put(ArmCall call)
    {
        RequireScope(call);
        DelegationRights.RequireToMake(call, call.Path.Scope);
        if (!Guid.TryParse(call.Path.Name, out _))
            throw ManagedServicesErrors.Assignment($"The registration assignment id '{call.Path.Name}' must be a valid Guid.");

        var existing = call.World.Resources.Find(call.Id);
        var definition = FindDefinition(call);
        RequireOnlyOne(call, existing, definition);

        var assignment = existing ?? new Resource { Id = call.Id, Type = call.Type, Created = call.World.Now, Body = [] };
        assignment.Changed = call.World.Now;
        assignment.Body = new JsonObject(Nodes.AnyCase)
        {
            ["properties"] = new JsonObject(Nodes.AnyCase) { [DefinitionId] = definition.Id, [State] = "Accepted" },
            ["id"] = assignment.Id,
            ["type"] = call.Type,
            ["name"] = assignment.Name,
        };
        call.World.Resources.Put(assignment);
        var operation = OperationTracker.Start(call, assignment, call.World.Delays.ResourceCreation, () =>
        {
            if (assignment.Properties.Text(State) == "Accepted")
            {
                assignment.Properties[State] = "Succeeded";
                Delegation.Project(call.World, assignment);
            }

            return null;
        });
        return RegistrationOperationsEndpoint.Track(
            call, new ArmAnswer(existing is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, Show(call, assignment)),
            operation, "Azure-AsyncOperation");
    }

    private static ArmAnswer Delete(ArmCall call)
    {
        if (call.World.Resources.Find(call.Id) is not { } assignment)
            return ArmAnswer.NoContent();

        DelegationRights.RequireToEnd(call, call.Path.Scope);
        assignment.Properties[State] = "Deleting";
        var operation = OperationTracker.Start(call, assignment, call.World.Delays.ResourceCreation, () =>
        {
            Delegation.Withdraw(call.World, assignment);
            call.World.Resources.Remove(assignment.Id);
            return null;
        });
        return RegistrationOperationsEndpoint.Track(call, new ArmAnswer(StatusCodes.Status202Accepted), operation, "Location");
    }

    private static void RequireScope(ArmCall call)
    {
        var subscription = call.Subscription?.ResourceId;
        var group = $"{subscription}/resourceGroups/{ResourceIds.Segment(call.Path.Scope, "resourceGroups")}";
        if (call.Path.Scope != subscription && call.Path.Scope != group)
            throw ManagedServicesErrors.AssignmentScope(call.Path.Scope);
    }

    private static Resource FindDefinition(ArmCall call)
    {
        var id = call.Body.Text($"properties.{DefinitionId}");
        return call.World.Resources.Find(id) is { Type: Delegation.Definitions } found && found.SubscriptionId == call.SubscriptionId
            ? found
            : throw ManagedServicesErrors.DefinitionNotFound(id);
    }

    // Neither the same definition nor another one of the same offer name may be assigned a second time.
    private static void RequireOnlyOne(ArmCall call, Resource? existing, Resource definition)
    {
        var offer = definition.Properties.Text("registrationDefinitionName");
        foreach (var other in call.World.Resources.Under(call.Path.Scope, call.Type).Where(a => a != existing && IsAt(a, call.Path.Scope)))
        {
            var its = Delegation.DefinitionOf(call.World, other);
            if (its == definition || (offer is not null && its?.Properties.Text("registrationDefinitionName") == offer))
            {
                throw ManagedServicesErrors.Assignment(
                    $"Another registration assignment present at this scope '{call.Path.Scope}' for registration definition '{its!.Id}'. "
                    + "Multiple registration assignments are not allowed.");
            }
        }
    }

    private static bool IsAt(Resource assignment, string scope) =>
        Delegation.ScopeOf(assignment).Equals(scope, StringComparison.OrdinalIgnoreCase);

    private static JsonObject Show(ArmCall call, Resource assignment)
    {
        var shown = (JsonObject)assignment.Body.DeepClone();
        var isExpanded = "true".Equals(call.Query("$expandRegistrationDefinition"), StringComparison.OrdinalIgnoreCase);
        if (isExpanded && Delegation.DefinitionOf(call.World, assignment) is { } definition)
            shown.Child("properties")["registrationDefinition"] = new RegistrationDefinitionType().Show(call, definition);

        return shown;
    }
}
