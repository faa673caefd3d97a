using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>One request that came through the front door: who calls, with which further tokens, for what.</summary>
internal sealed class ArmCall
{
    private JsonObject? _body;

    public required HttpContext Context { get; init; }

    public required World World { get; init; }

    public required Endpoints Endpoints { get; init; }

    public required Authorizer Authorizer { get; init; }

    /// <summary>Where it came in, and where requests made in its name go.</summary>
    public required FrontDoor Door { get; init; }

    public required ArmPath Path { get; init; }

    public required string ApiVersion { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>Callers of the auxiliary tokens.</summary>
    public required IReadOnlyList<Caller> Auxiliary { get; init; }

    public required Subscription? Subscription { get; init; }

    /// <summary>The type as it is usually written.</summary>
    public required string Type { get; init; }

    /// <summary>The action of a POST or the view of a GET, as <c>share</c> or <c>instanceView</c>.</summary>
    public string? Verb { get; init; }

    public string Method => Context.Request.Method;

    /// <summary>How the operation that this request begins is to fail; null when it is not.</summary>
    public FaultRule? Fault => Context.Items[typeof(FaultRule)] is FaultRule { Fails: not null } rule ? rule : null;

    /// <summary>Id of the resource, or of the list.</summary>
    public string Id => Path.Id(Type);

    public string SubscriptionId => Subscription?.Id ?? throw new InvalidOperationException("The request has no subscription.");

    public Tenant Tenant => World.FindTenant(Subscription?.TenantId ?? Caller.TenantId)!;

    public JsonObject Body => _body ??= Context.Request.Body.Length > 0
        ? Nodes.Parse(Context.Request.Body)
        : throw ArmErrors.InvalidRequestContent("The request content was invalid and could not be deserialized: 'the body is empty'.");

    public string CorrelationId => Context.Response.Headers[RequestIdMiddleware.CorrelationId].ToString();

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The action that the method asks for, on the type or on its verb.</summary>
    public string Action => Method switch
    {
        "POST" => $"{Type}/{Verb}/action",
        "PUT" or "PATCH" => $"{Type}/write",
        "DELETE" => $"{Type}/delete",
        _ when Verb is not null => $"{Type}/{Verb}/read",
        _ => $"{Type}/read",
    };
}
