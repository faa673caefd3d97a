using System.Globalization;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>What Resource Manager does before a resource provider sees a request: version, subscription, tokens, type, role.</summary>
internal sealed class FrontDoor
{
    private readonly IServiceProvider _services;
    private readonly Dictionary<string, IArmEndpoint> _types;
    private readonly Authorizer _authorizer;
    private readonly RateLimits _limits = new();
    private readonly Throttle _throttle;

    public FrontDoor(IServiceProvider services, IEnumerable<IArmEndpoint> endpoints, Authorizer authorizer)
    {
        _services = services;
        _throttle = new Throttle(services.GetRequiredService<SandboxOptions>().SubscriptionLimit);
        _types = endpoints.ToDictionary(e => e.Type, StringComparer.OrdinalIgnoreCase);
        _authorizer = authorizer;
    }

    public IResult Answer(HttpContext context)
    {
        if (ResourceIds.Segment(context.Request.Path, "subscriptions") is { } subscription
            && _throttle.Count(subscription, _services.GetRequiredService<World>().Now) is { } seconds)
        {
            var operation = ArmPath.Operation(context.Request.Method, context.Request.Path);
            return ArmErrors.Throttled(subscription, operation, seconds).ToAnswer();
        }

        return Serve(context);
    }

    /// <summary>Answers a request from outside, or one that a deployment makes.</summary>
    public ArmAnswer Serve(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Pragma = "no-cache";
        headers.Expires = "-1";
        try
        {
            var (call, endpoint) = Admit(context);
            var (name, value) = _limits.Count(call);
            headers[name] = value;
            headers["x-ms-routing-request-id"] = string.Create(
                CultureInfo.InvariantCulture,
                $"WESTEUROPE:{call.World.Now:yyyyMMdd'T'HHmmss'Z'}:{headers[RequestIdMiddleware.CorrelationId]}");
            return endpoint.Answer(call);
        }
        catch (ArmException refusal)
        {
            return refusal.ToAnswer();
        }
    }

    private (ArmCall Call, IArmEndpoint Endpoint) Admit(HttpContext context)
    {
        var world = _services.GetRequiredService<World>();
        var endpoints = _services.GetRequiredService<Endpoints>();
        var path = ArmPath.Parse(context.Request.Path);
        var version = context.Request.Query["api-version"].ToString();
        if (version.Length == 0)
            throw ArmErrors.MissingApiVersion();

        var subscription = Subscription(world, context.Request.Path);
        var tokens = new TokenCheck(_services.GetRequiredService<TokenReader>(), endpoints, world, _authorizer);
        var isForEveryTenant = _types.GetValueOrDefault(path.Type)?.IsOpenToEveryTenant == true;
        var caller = tokens.Read(context.Request, isForEveryTenant ? null : subscription);
        var auxiliary = tokens.ReadAuxiliary(context.Request);
        var (endpoint, verb) = Find(path, version, context.Request.Method);
        var call = new ArmCall
        {
            Context = context,
            World = world,
            Endpoints = endpoints,
            Authorizer = _authorizer,
            Door = this,
            Path = verb is null ? path : path.WithoutLast(),
            ApiVersion = version,
            Caller = caller,
            Auxiliary = auxiliary,
            Subscription = subscription,
            Type = endpoint.Type,
            Verb = verb,
        };
        RequireVersion(call, endpoint);
        if (!endpoint.IsOpen(call))
            _authorizer.Require(call, call.Action, Scope(call));

        return (call, endpoint);
    }

    private static Subscription? Subscription(World world, string path)
    {
        if (!path.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
            || ResourceIds.Segment(path, "subscriptions") is not { } id)
        {
            return null;
        }

        if (!Guid.TryParse(id, out _))
            throw ArmErrors.InvalidSubscription(id);

        return world.FindSubscription(id) ?? throw ArmErrors.SubscriptionNotFound(id);
    }

    private (IArmEndpoint Endpoint, string? Verb) Find(ArmPath path, string version, string method)
    {
        if (_types.TryGetValue(path.Type, out var endpoint) && (method != "POST" || endpoint.IsQuery))
            return (endpoint, null);

        // The last segment may be an action or a view of the type before it.
        if (path is { IsOpenEnded: true, Types.Count: > 1 } && _types.TryGetValue(path.WithoutLast().Type, out endpoint))
            return (endpoint, path.Types[^1]);

        if (_types.ContainsKey(path.Type))
            throw ArmErrors.MethodNotAllowed(method);

        var siblings = _types.Values.Where(e => e.Type.StartsWith(path.Namespace + "/", StringComparison.OrdinalIgnoreCase)).ToList();
        throw siblings.Count == 0
            ? ArmErrors.InvalidNamespace(path.Namespace)
            : ArmErrors.InvalidResourceType(path.Namespace, string.Join('/', path.Types), version, siblings[0].ApiVersions);
    }

    private static void RequireVersion(ArmCall call, IArmEndpoint endpoint)
    {
        if (endpoint.ApiVersions.Contains(call.ApiVersion, StringComparer.OrdinalIgnoreCase))
            return;

        var type = endpoint.Type[(endpoint.Type.IndexOf('/') + 1)..];
        throw endpoint.Type.StartsWith("Microsoft.Resources/", StringComparison.Ordinal)
            ? ArmErrors.InvalidApiVersion(call.ApiVersion, endpoint.ApiVersions)
            : call.Method == "PUT"
                ? ArmErrors.NoRegisteredProvider(call.Body.Text("location"), call.ApiVersion, type, endpoint.ApiVersions)
                : ArmErrors.InvalidResourceType(call.Path.Namespace, type, call.ApiVersion, endpoint.ApiVersions);
    }

    // A list is asked for at what holds it.
    private static string Scope(ArmCall call)
    {
        if (!call.Path.IsOpenEnded)
            return call.Id;

        var list = call.Id;
        var holder = list[..list.LastIndexOf('/')];
        return holder.Length == 0 ? "/" : holder;
    }
}
