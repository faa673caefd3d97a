using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>Requests that Resource Manager makes for a caller: they carry the caller's tokens and pass the same door.</summary>
internal sealed class InnerRequest(ArmCall call)
{
    private static readonly string[] Carried = ["Authorization", TokenCheck.AuxiliaryHeader];

    private readonly FrontDoor _door = call.Door;
    private readonly List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> _headers =
        [.. call.Context.Request.Headers.Where(h => Carried.Contains(h.Key, StringComparer.OrdinalIgnoreCase))];

    private readonly string _correlationId = call.CorrelationId;

    public ArmAnswer Get(string path, string apiVersion) => Send(HttpMethods.Get, path, apiVersion, "");

    public ArmAnswer Put(string path, string apiVersion, JsonObject body) => Send(HttpMethods.Put, path, apiVersion, body.ToJsonString());

    private ArmAnswer Send(string method, string path, string apiVersion, string body)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.QueryString = QueryString.Create("api-version", apiVersion);
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        context.Response.Headers[RequestIdMiddleware.CorrelationId] = _correlationId;
        foreach (var (name, value) in _headers)
            context.Request.Headers[name] = value;

        return _door.Serve(context);
    }
}
