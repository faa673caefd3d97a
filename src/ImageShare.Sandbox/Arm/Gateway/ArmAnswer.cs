using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>What goes back: status, headers, a body or none.</summary>
internal sealed class ArmAnswer(int status, JsonNode? body = null) : IResult
{
    private const int PageSize = 100;

    private readonly Dictionary<string, string> _headers = [];

    public int Status => status;

    public JsonNode? Body => body;

    public static ArmAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static ArmAnswer NoContent() => new(StatusCodes.Status204NoContent);

    /// <summary>A page of a list: <c>$top</c> and the provider's page size limit it, <c>$skiptoken</c> continues it.</summary>
    public static ArmAnswer List(ArmCall call, IEnumerable<JsonNode> items)
    {
        var all = items.ToList();
        var skip = Skip(call.Query("$skiptoken"));
        var top = int.TryParse(call.Query("$top"), CultureInfo.InvariantCulture, out var asked) && asked > 0
            ? Math.Min(asked, PageSize)
            : PageSize;
        var list = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(top)]) };
        if (skip + top < all.Count)
            list["nextLink"] = NextLink(call, skip + top);

        return Ok(list);
    }

    public ArmAnswer With(string header, string value)
    {
        _headers[header] = value;
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in _headers)
            response.Headers[name] = value;

        if (body is null)
            return;

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(body.ToJsonString(), Encoding.UTF8, httpContext.RequestAborted);
    }

    private static int Skip(string? token)
    {
        if (token is null)
            return 0;

        try
        {
            return int.Parse(Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(token)), CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw ArmErrors.InvalidQuery($"The skip token '{token}' is invalid.");
        }
    }

    private static string NextLink(ArmCall call, int skip)
    {
        var request = call.Context.Request;
        var query = request.Query.Where(q => q.Key != "$skiptoken").ToDictionary(q => q.Key, q => (string?)q.Value.ToString());
        query["$skiptoken"] = WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(skip.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString(call.Endpoints.At(request.Path), query);
    }
}
