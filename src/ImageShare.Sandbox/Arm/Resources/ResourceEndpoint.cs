using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>GET, list, HEAD, PUT, PATCH, DELETE and actions of any <see cref="ResourceType"/>.</summary>
internal sealed class ResourceEndpoint(ResourceType type) : IArmEndpoint
{
    private const string State = "provisioningState";

    private static readonly string[] Members =
    [
        "id", "name", "type", "etag", "location", "tags", "properties", "sku", "kind", "plan", "identity", "zones", "extendedLocation",
        "managedBy",
    ];

    private readonly bool _isNested = type.Name.Split('/').Length > 2;

    public string Type => type.Name;

    public IReadOnlyList<string> ApiVersions => type.ApiVersions;

    public ArmAnswer Answer(ArmCall call)
    {
        RequireRegistration(call);
        RequireGroup(call);
        return call switch
        {
            { Verb: not null } => type.Act(call, Require(call)),
            { Path.IsOpenEnded: true, Method: "GET" } => List(call),
            { Path.IsOpenEnded: true } => throw ArmErrors.MethodNotAllowed(call.Method),
            { Method: "HEAD" } => new ArmAnswer(
                call.World.Resources.Find(call.Id) is null ? StatusCodes.Status404NotFound : StatusCodes.Status204NoContent),
            { Method: "GET" } => Get(call),
            { Method: "PUT" or "PATCH" } => Write(call),
            { Method: "DELETE" } => Delete(call),
            _ => throw ArmErrors.MethodNotAllowed(call.Method),
        };
    }

    private ArmAnswer Get(ArmCall call)
    {
        var shown = Show(call, Require(call));
        var answer = ArmAnswer.Ok(shown);
        return shown.Text("etag") is { } etag ? answer.With("ETag", etag) : answer;
    }

    public static void RequireRegistration(ArmCall call)
    {
        var providerNamespace = call.Type.Split('/')[0];
        if (call.Subscription is { } subscription && !subscription.RegisteredProviders.Contains(providerNamespace))
            throw ArmErrors.MissingRegistration(providerNamespace);
    }

    public static void RequireGroup(ArmCall call)
    {
        if (ResourceIds.Segment(call.Id, "resourceGroups") is not { } name)
            return;

        var group = call.World.Resources.Find($"{call.Subscription!.ResourceId}/resourceGroups/{name}")
            ?? throw ArmErrors.ResourceGroupNotFound(name);
        if (call.Method is "PUT" or "PATCH" && group.Properties.Text(State) == "Deleting")
            throw ArmErrors.ResourceGroupBeingDeleted(name);
    }

    private Resource Require(ArmCall call)
    {
        RequireParent(call, call.Id);
        return call.World.Resources.Find(call.Id) ?? throw ArmErrors.ResourceNotFound(call.Id);
    }

    private void RequireParent(ArmCall call, string id)
    {
        if (!_isNested)
            return;

        var parent = ParentId(id);
        if (call.World.Resources.Find(parent) is not null)
            return;

        // Who reads a subnet is told that its network is missing.
        throw call.Method == "GET" && type.Name.StartsWith("Microsoft.Network/", StringComparison.Ordinal)
            ? ArmErrors.ResourceNotFound(parent)
            : ArmErrors.ParentNotFound(type.Name, parent);
    }

    private ArmAnswer List(ArmCall call)
    {
        var holder = call.Id[..call.Id.LastIndexOf('/')];
        if (_isNested && call.World.Resources.Find(holder) is null)
            throw ArmErrors.ResourceNotFound(holder);

        // Without a name the id ends in the namespace, which is no part of where the resources are.
        var scope = _isNested ? holder : call.Path.Scope;
        var listed = call.World.Resources.Under(scope, type.Name).Where(r => type.IsListed(call, r));
        return ArmAnswer.List(call, listed.Select(r => Show(call, r)).ToList());
    }

    private JsonObject Show(ArmCall call, Resource resource) => type.Show(call, resource);

    private ArmAnswer Write(ArmCall call)
    {
        RequireParent(call, call.Id);
        type.CheckName(call.Path.Name);
        var existing = call.World.Resources.Find(call.Id);
        if (existing is null && call.Method == "PATCH")
            throw ArmErrors.ResourceNotFound(call.Id);

        var draft = new Draft(call, existing?.Id ?? call.Id, existing, Body(call, existing));
        CheckLocation(draft);
        type.Prepare(draft);
        var resource = Store(draft);
        type.Stored(draft, resource);

        var fault = call.Fault;
        var duration = type.Writing is null ? DelayRange.None
            : fault?.FailsAfter is { } seconds ? DelayRange.Seconds(seconds, seconds)
            : type.Duration(call.World.Delays);
        var operation = OperationTracker.Start(
            call, resource, duration, () => Complete(call.World, resource, (JsonObject?)fault?.Fails?.DeepClone()));
        var isTagging = call.Method == "PATCH" && call.Body.All(m => m.Key.Equals("tags", StringComparison.OrdinalIgnoreCase));
        if (type.Writing is null || isTagging)
            operation.Complete();

        var answer = new ArmAnswer(existing is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, Show(call, resource));
        if (type.SendsRelativeLocation && existing is null)
            answer.With("Location", resource.Id);

        // Tags change at once, and Network takes a PATCH for nothing else; Compute takes its time for the rest.
        return type.Writing is { } style && !isTagging && (call.Method == "PUT" || style.IsSigned)
            ? answer.Track(call, operation, style, Location(call, resource))
            : answer;
    }

    private static JsonObject Body(ArmCall call, Resource? existing)
    {
        var sent = call.Body;
        if (sent.FirstOrDefault(m => !Members.Contains(m.Key, StringComparer.OrdinalIgnoreCase)).Key is { } unknown)
        {
            throw ArmErrors.InvalidRequestContent(
                $"The request content was invalid and could not be deserialized: 'Could not find member '{unknown}' on object of type "
                + $"'ResourceDefinition'. Path '{unknown}'.'.");
        }

        return call.Method == "PATCH" && existing is not null
            ? ((JsonObject)existing.Body.DeepClone()).Merge(sent)
            : sent;
    }

    private void CheckLocation(Draft draft)
    {
        if (!type.HasLocation)
            return;

        var asked = draft.Body.Text("location") ?? throw ArmErrors.LocationRequired();
        var location = Locations.Find(asked) ?? throw ArmErrors.LocationNotAvailable(asked, type.Name);
        if (draft.Existing is { } existing && !Locations.Same(existing.Location, asked))
            throw ArmErrors.LocationDiffers(existing, asked);

        draft.Body["location"] = location.Name;
        var zones = draft.Body.Texts("zones");
        if (zones.Any(z => !location.Zones.Contains(z)))
            throw ArmErrors.ZoneNotSupported(string.Join(',', zones), type.Name, draft.Name, location.Name);
    }

    private Resource Store(Draft draft)
    {
        var now = draft.World.Now;
        var resource = draft.Existing ?? new Resource { Id = draft.Id, Type = type.Name, Created = now, Body = [] };
        var body = new JsonObject(Nodes.AnyCase) { ["name"] = draft.Name, ["id"] = draft.Id, ["type"] = type.Name };
        if (type.HasEtag)
            body["etag"] = $"W/\"{Guid.NewGuid()}\"";

        foreach (var (name, value) in draft.Body.Where(m => m.Key.ToLowerInvariant() is not ("name" or "id" or "type" or "etag")))
            body[name] = value?.DeepClone();

        if (type.FirstState is { } first)
            body.Child("properties")[State] = draft.Existing is null || type.Writing is null ? first : "Updating";

        resource.Body = body;
        resource.Changed = now;
        resource.Revision++;
        draft.World.Resources.Put(resource);
        return resource;
    }

    private JsonObject? Complete(World world, Resource resource, JsonObject? fault)
    {
        if (world.Resources.Find(resource.Id) != resource || resource.Properties.Text(State) == "Deleting")
            return null;

        var error = fault ?? type.Complete(world, resource);
        if (type.FirstState is not null)
            resource.Body.Child("properties")[State] = error is null ? "Succeeded" : "Failed";

        return error;
    }

    private ArmAnswer Delete(ArmCall call)
    {
        if (call.World.Resources.Find(call.Id) is not { } resource)
            return ArmAnswer.NoContent();

        var children = call.World.Resources.Under(resource.Id).ToList();
        if (children.Count > 0 && !type.OwnsChildren)
            throw ArmErrors.NestedResources();

        type.RequireUnused(call.World, resource);
        if (type.Deleting is not { } style)
        {
            Remove(call.World, resource);
            return new ArmAnswer(StatusCodes.Status200OK);
        }

        resource.Body.Child("properties")[State] = "Deleting";
        var operation = OperationTracker.Start(call, resource, type.Duration(call.World.Delays), () =>
        {
            Remove(call.World, resource);
            return null;
        });
        return new ArmAnswer(StatusCodes.Status202Accepted).Track(call, operation, style, Location(call, resource));
    }

    private void Remove(World world, Resource resource)
    {
        foreach (var child in world.Resources.Under(resource.Id).ToList())
            world.Resources.Remove(child.Id);

        world.Resources.Remove(resource.Id);
        world.RoleAssignments.RemoveAll(a => ResourceIds.IsWithin(a.Scope, resource.Id));
        type.Deleted(world, resource);
    }

    // A subnet is where its network is.
    private static string Location(ArmCall call, Resource resource) =>
        resource.Location ?? call.World.Resources.Find(ParentId(resource.Id))!.Location!;

    private static string ParentId(string id) => id[..id.LastIndexOf('/', id.LastIndexOf('/') - 1)];
}
