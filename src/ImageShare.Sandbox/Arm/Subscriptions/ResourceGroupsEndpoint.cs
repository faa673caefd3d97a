using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>Resource groups; a deleted one takes everything in it along.</summary>
internal sealed partial class ResourceGroupsEndpoint(IReadOnlyList<ResourceType> types) : IArmEndpoint
{
    private const string State = "provisioningState";

    public string Type => "Microsoft.Resources/subscriptions/resourceGroups";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => call.Path.IsOpenEnded;

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Verb: not null } => throw ArmErrors.MethodNotAllowed(call.Method),
        { Method: "GET", Path.IsOpenEnded: true } => List(call),
        { Path.IsOpenEnded: true } => throw ArmErrors.MethodNotAllowed(call.Method),
        { Method: "HEAD" } => call.World.Resources.Find(call.Id) is null
            ? new ArmAnswer(StatusCodes.Status404NotFound)
            : ArmAnswer.NoContent(),
        { Method: "GET" } => ArmAnswer.Ok(Require(call).Body.DeepClone()),
        { Method: "PUT" } => Put(call),
        { Method: "PATCH" } => Patch(call),
        { Method: "DELETE" } => Delete(call),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };

    private static Resource Require(ArmCall call) =>
        call.World.Resources.Find(call.Id) ?? throw ArmErrors.ResourceGroupNotFound(call.Path.Name);

    private static ArmAnswer List(ArmCall call) => ArmAnswer.List(call, call.World.Resources
        .Under(call.Subscription!.ResourceId, ResourceIds.ResourceGroupType)
        .Where(g => call.Authorizer.Sees(call.Caller, g.Id))
        .Where(g => TagFilter.Matches(call.Query("$filter"), g))
        .Select(g => g.Body.DeepClone()));

    private static ArmAnswer Put(ArmCall call)
    {
        if (!NameRule().IsMatch(call.Path.Name))
        {
            throw ArmErrors.Gateway(
                StatusCodes.Status400BadRequest, "InvalidResourceGroup",
                $"The provided resource group name '{call.Path.Name}' has these invalid characters or ends with a period, or is longer "
                + "than 90 characters. "
                + "The name can only be a letter, digit, '-', '.', '(', ')' or '_'.");
        }

        var asked = call.Body.Text("location") ?? throw ArmErrors.LocationRequired();
        var location = Locations.Find(asked) ?? throw ArmErrors.LocationNotAvailable(asked, ResourceIds.ResourceGroupType);
        var existing = call.World.Resources.Find(call.Id);
        if (existing is not null && !Locations.Same(existing.Location, asked))
        {
            throw ArmErrors.Gateway(
                StatusCodes.Status409Conflict, "InvalidResourceGroupLocation",
                $"Invalid resource group location '{asked}'. The Resource group already exists in location '{existing.Location}'.");
        }

        if (existing?.Properties.Text(State) == "Deleting")
            throw ArmErrors.ResourceGroupBeingDeleted(existing.Name);

        var group = existing ?? new Resource { Id = call.Id, Type = ResourceIds.ResourceGroupType, Created = call.World.Now, Body = [] };
        group.Changed = call.World.Now;
        group.Body = new JsonObject(Nodes.AnyCase)
        {
            ["id"] = group.Id,
            ["name"] = group.Name,
            ["type"] = ResourceIds.ResourceGroupType,
            ["location"] = location.Name,
        };
        if (call.Body.Object("tags") is { } tags)
            group.Body["tags"] = tags.DeepClone();

        group.Body["properties"] = new JsonObject { [State] = "Succeeded" };
        call.World.Resources.Put(group);
        return new ArmAnswer(existing is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, group.Body.DeepClone());
    }

    private static ArmAnswer Patch(ArmCall call)
    {
        var group = Require(call);
        if (call.Body.Object("tags") is { } tags)
            group.Body["tags"] = tags.DeepClone();

        group.Changed = call.World.Now;
        return ArmAnswer.Ok(group.Body.DeepClone());
    }

    private ArmAnswer Delete(ArmCall call)
    {
        var group = Require(call);
        group.Body.Child("properties")[State] = "Deleting";
        var operation = OperationTracker.Start(call, group, call.World.Delays.ResourceCreation, () =>
        {
            Remove(call.World, group);
            return null;
        });
        return new ArmAnswer(StatusCodes.Status202Accepted)
            .With("Location", call.Endpoints.At(
                $"/subscriptions/{call.SubscriptionId}/operationresults/{Job(operation)}?api-version={call.ApiVersion}"))
            .RetryAfter(call.World, operation, 15);
    }

    private void Remove(World world, Resource group)
    {
        foreach (var resource in world.Resources.Under(group.Id).ToList())
        {
            world.Resources.Remove(resource.Id);
            types.FirstOrDefault(t => t.Name == resource.Type)?.Deleted(world, resource);
        }

        world.Resources.Remove(group.Id);
        world.RoleAssignments.RemoveAll(a => ResourceIds.IsWithin(a.Scope, group.Id));
    }

    private static string Job(Operation operation) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"jobId":"RESOURCEGROUPDELETIONJOB-{{operation.Id}}"}"""));

    internal static string? OperationId(string job)
    {
        var bytes = Encoding.ASCII.GetBytes(job);
        var match = Base64Url.IsValid(bytes) ? JobId().Match(Encoding.ASCII.GetString(Base64Url.DecodeFromUtf8(bytes))) : Match.Empty;
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^[-\w._()]{0,89}[-\w_()]$")]
    private static partial Regex NameRule();

    [GeneratedRegex("RESOURCEGROUPDELETIONJOB-([0-9a-f-]{36})")]
    private static partial Regex JobId();
}

/// <summary>The end of a resource group's deletion.</summary>
internal sealed class OperationResultsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Resources/subscriptions/operationresults";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call)
    {
        var operation = call.World.Operations.Find(ResourceGroupsEndpoint.OperationId(call.Path.Names[^1]) ?? "")
            ?? throw ArmErrors.Gateway(StatusCodes.Status404NotFound, "JobNotFound", "The job could not be found.");
        return operation.IsDone
            ? new ArmAnswer(StatusCodes.Status200OK)
            : new ArmAnswer(StatusCodes.Status202Accepted)
                .With("Location", call.Endpoints.At(call.Context.Request.Path + call.Context.Request.QueryString))
                .RetryAfter(call.World, operation, 15);
    }
}
