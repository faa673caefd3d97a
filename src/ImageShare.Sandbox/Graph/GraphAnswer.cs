using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageShare.Sandbox.Graph;

/// <summary>Entities and collections with OData's annotations, $select, $filter and paging.</summary>
internal static class GraphAnswer
{
    private const int DefaultPage = 100;
    private const int LargestPage = 999;

    private static readonly string[] UserDefaults =
    [
        "@odata.type", "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation",
        "preferredLanguage", "surname", "userPrincipalName",
    ];

    public static IResult Entity(GraphCall call, string set, JsonObject entity, int status = StatusCodes.Status200OK) =>
        Typed(call, $"{set}/$entity", Select(entity, call), status);

    /// <summary>The answer to a POST that made an entity; Location is its address in the directory, not that in Graph.</summary>
    public static IResult Created(GraphCall call, string set, string type, JsonObject entity)
    {
        call.Context.Response.Headers.Location =
            $"{call.Endpoints.Graph}/v2/{call.Tenant.Id}/directoryObjects/{entity["id"]}/Microsoft.DirectoryServices.{type}";
        return Entity(call, set, entity, StatusCodes.Status201Created);
    }

    /// <summary>The answer to an action names Graph itself in Location.</summary>
    public static void NameGraph(GraphCall call) => call.Context.Response.Headers.Location = call.Endpoints.Graph;

    /// <summary>A value that is no entity of a set, such as a new password.</summary>
    public static IResult Typed(GraphCall call, string context, JsonObject value, int status = StatusCodes.Status200OK) =>
        Results.Json(Annotated(call, context, value), statusCode: status);

    public static IResult Collection(GraphCall call, string set, IEnumerable<JsonObject> entities)
    {
        var query = call.Context.Request.Query;
        if (query.TryGetValue("$filter", out var filter))
            entities = entities.Where(ODataFilter.Parse(filter.ToString()).Matches);

        var size = Math.Min(Number(query["$top"]) ?? DefaultPage, LargestPage);
        var skip = Number(query["$skiptoken"]) ?? 0;
        var all = entities.ToList();
        var answer = Annotated(call, set, []);
        if (skip + size < all.Count)
            answer["@odata.nextLink"] = NextLink(call, skip + size);

        answer["value"] = new JsonArray([.. all.Skip(skip).Take(size).Select(e => Select(e, call))]);
        return Results.Json(answer);
    }

    private static string NextLink(GraphCall call, int skip)
    {
        var query = call.Context.Request.Query.Where(q => q.Key != "$skiptoken").ToDictionary(q => q.Key, q => (string?)q.Value.ToString());
        query["$skiptoken"] = skip.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(call.Endpoints.At(call.Context.Request.Path), query);
    }

    private static JsonObject Annotated(GraphCall call, string context, JsonObject value)
    {
        value.Insert(0, "@odata.context", $"{call.Endpoints.Graph}/v1.0/$metadata#{context}");
        return value;
    }

    private static JsonObject Select(JsonObject entity, GraphCall call)
    {
        if (!call.Context.Request.Query.TryGetValue("$select", out var select))
            return entity.ContainsKey("userPrincipalName") ? Only(UserDefaults, entity) : entity;

        var selected = new JsonObject();
        foreach (var name in select.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!entity.ContainsKey(name))
                throw GraphErrors.BadRequest($"Could not find a property named '{name}'.");

            selected[name] = entity[name]?.DeepClone();
        }

        return selected;
    }

    // Of a user, Graph shows more only when asked.
    private static JsonObject Only(string[] names, JsonObject entity) =>
        new(names.Where(entity.ContainsKey).Select(n => KeyValuePair.Create(n, entity[n]?.DeepClone())));

    private static int? Number(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw GraphErrors.BadRequest($"Invalid value '{text}' for a paging option.");
    }
}
