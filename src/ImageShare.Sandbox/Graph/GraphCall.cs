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

    /// <summary>What an app was consented to; a person has none.</summary>
    public GraphPermissions Permissions => Principal is ServicePrincipal principal ? principal.Permissions : GraphPermissions.None;

    /// <summary>May manage every application of the directory: by a directory role, or by a permission.</summary>
    public bool ManagesApplications => Roles.MayManageApplications() || Permissions.HasFlag(GraphPermissions.Application_ReadWrite_All);

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

    /// <summary>A member of the directory, or an app with a role or a permission for it: guests and other apps read nothing.</summary>
    public void RequireReader(Func<GraphPermissions, bool>? may = null)
    {
        var permitted = may ?? (p => p.HasFlag(GraphPermissions.Directory_Read_All));
        if (Roles == DirectoryRoles.None && Principal is not User { IsGuest: false } && !permitted(Permissions))
            throw GraphErrors.Denied();
    }

    /// <summary>Members may register applications by default; guests may not, nor apps without a role or permission for it.</summary>
    public void RequireMaker() => RequireReader(p => p.MayMakeApplications());

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
        if (!Manages(application))
            throw GraphErrors.Denied();
    }

    /// <summary>An owner manages its applications; an app that owns some needs the permission for it, too.</summary>
    public bool Manages(Application application) => ManagesApplications
        || (application.Owners.Contains(Caller.ObjectId)
            && (Principal is User || Roles != DirectoryRoles.None || Permissions.MayMakeApplications()));

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
