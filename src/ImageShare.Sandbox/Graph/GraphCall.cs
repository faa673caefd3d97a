using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Graph;

/// <summary>One request to Graph: who calls, in which directory, with what.</summary>
internal sealed class GraphCall
{
    private GraphCall(HttpContext context, World world, Caller caller, Tenant tenant, JsonObject? body)
    {
        Context = context;
        World = world;
        Caller = caller;
        Tenant = tenant;
        Body = body;
        Principal = tenant.FindPrincipal(caller.ObjectId) ?? throw GraphErrors.Denied();
    }

    public HttpContext Context { get; }

    public World World { get; }

    public Caller Caller { get; }

    public Tenant Tenant { get; }

    /// <summary>Null when the request has none.</summary>
    public JsonObject? Body { get; }

    public DirectoryObject Principal { get; }

    public DirectoryRoles Roles => Principal switch
    {
        User user => user.Roles,
        ServicePrincipal principal => principal.Roles,
        _ => DirectoryRoles.None,
    };

    public Endpoints Endpoints => Context.RequestServices.GetRequiredService<Endpoints>();

    public static async Task<GraphCall> ReadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (!services.GetRequiredService<TokenReader>().TryRead(context.Request, TokenAudience.Graph, out var caller, out var problem))
            throw GraphErrors.Token(problem);

        var world = services.GetRequiredService<World>();
        var tenant = world.FindTenant(caller.TenantId) ?? throw GraphErrors.Token(TokenProblem.WrongSignature);
        return new GraphCall(context, world, caller, tenant, await ReadBodyAsync(context.Request));
    }

    public string Route(string name) => (string?)Context.Request.RouteValues[name] ?? "";

    public JsonObject RequireBody() => Body ?? throw GraphErrors.BadRequest("Empty Payload. JSON content expected.");

    /// <summary>A member of the directory, or an application that was given a role: guests and other applications read nothing.</summary>
    public void RequireReader()
    {
        if (Roles == DirectoryRoles.None && Principal is not User { IsGuest: false })
            throw GraphErrors.Denied();
    }

    /// <summary>Only directory roles are above the quota; what lies in the bin counts until it is gone for good.</summary>
    public void RequireQuota()
    {
        var quota = Context.RequestServices.GetRequiredService<SandboxOptions>().DirectoryQuota;
        var made = Tenant.Objects.Concat(Tenant.DeletedItems).Count(o => Principal.HasId(o.CreatedBy));
        if (Roles == DirectoryRoles.None && made >= quota)
            throw GraphErrors.QuotaExceeded();
    }

    public void RequireManagerOf(Application application)
    {
        if (!Roles.MayManageApplications() && !application.Owners.Contains(Caller.ObjectId))
            throw GraphErrors.Denied();
    }

    /// <summary>Finds what Graph's replicas already know.</summary>
    public T Find<T>(IEnumerable<T> objects, Func<T, bool> match, string id)
        where T : DirectoryObject =>
        objects.FirstOrDefault(o => match(o) && o.ListedFrom <= World.Now) ?? throw GraphErrors.NotFound(id);

    public IEnumerable<T> Listed<T>(IEnumerable<T> objects)
        where T : DirectoryObject => objects.Where(o => o.ListedFrom <= World.Now);

    private static async Task<JsonObject?> ReadBodyAsync(HttpRequest request)
    {
        if (request.Body.Length == 0)
            return null;

        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject ?? throw GraphErrors.BadRequest("JSON object expected.");
        }
        catch (JsonException)
        {
            throw GraphErrors.BadRequest(
                "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        }
    }
}
