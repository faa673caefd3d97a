using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Graph;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>
/// Partner Center's Product Ingestion API on Graph's host, as "Product Ingestion API for the commercial marketplace" describes it. Where
/// that says nothing of a refusal, the words are the sandbox's own.
/// </summary>
internal sealed class IngestionRoom : IRoom
{
    // Small, so that whoever lists meets the next page.
    private const int PageSize = 2;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Endpoints.GraphPrefix + "/rp/product-ingestion");
        group.MapGet("/product", Answer(Products));
        group.MapGet("/resource-tree/product/{id}", Answer(Tree));
        group.MapGet("/submission/{id}", Answer(Submissions));
        group.MapGet("/submission/product/{id}", Answer(Submissions));
        group.MapPost("/configure", Answer(call => Configuration.Accept(call)));
        group.MapGet("/configure/{job}/status", Answer(Status));
        group.Map("/{**path}", Answer(call => throw IngestionException.NotFound($"There is nothing at '{call.Route("path")}'.")));
    }

    private static RequestDelegate Answer(Func<GraphCall, JsonNode> handler) => async context =>
    {
        IResult result;
        try
        {
            var call = await GraphCall.ReadAsync(context);
            if (!call.World.Marketplace.LinkedApplications.Contains(call.Caller.AppId))
                throw IngestionException.Forbidden();
            if (!context.Request.Query.ContainsKey("$version"))
                throw IngestionException.Invalid("invalidRequest", "The query parameter '$version' is required.");

            result = Results.Json(handler(call));
        }
        catch (IngestionException refusal)
        {
            result = refusal.ToResult();
        }
        catch (GraphException refusal)
        {
            result = refusal.ToResult(context);
        }

        await result.ExecuteAsync(context);
    };

    private static JsonObject Products(GraphCall call)
    {
        var query = call.Context.Request.Query;
        var (name, type) = (query["externalId"].ToString(), query["type"].ToString());
        var all = call.World.Marketplace.Products.SelectMany(p => p.Draft.Where(r => Resources.Kind(r) == "product"))
            .Where(p => name.Length == 0 || name.Equals((string?)p["identity"]!["externalId"], StringComparison.OrdinalIgnoreCase))
            .Where(p => type.Length == 0 || type == (string?)p["type"]).ToList();
        _ = int.TryParse(query["continuationToken"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip);
        var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(p => p.DeepClone())]) };
        if (skip + PageSize < all.Count)
        {
            page["@nextLink"] = $"{call.Endpoints.Graph}/rp/product-ingestion/product?type={type}"
                + $"&continuationToken={(skip + PageSize).ToString(CultureInfo.InvariantCulture)}";
        }

        return page;
    }

    private static JsonObject Tree(GraphCall call)
    {
        var product = Resources.Product(call.World, $"product/{call.Route("id")}");
        var target = call.Context.Request.Query["targetType"].ToString();
        var resources = target switch
        {
            "" or "draft" => product.Draft,
            "preview" => product.Preview,
            "live" => product.Live,
            _ => throw IngestionException.Invalid("invalidRequest", $"'{target}' is no target type."),
        };
        if (resources is null)
            throw IngestionException.NotFound($"The product has no {target} data.");

        return new JsonObject
        {
            ["$schema"] = Resources.Schema("resource-tree/2022-03-01-preview2"),
            ["root"] = product.DurableId,
            ["target"] = new JsonObject { ["targetType"] = target.Length == 0 ? "draft" : target },
            ["resources"] = new JsonArray([.. resources.Select(r => r.DeepClone())]),
        };
    }

    private static JsonObject Submissions(GraphCall call)
    {
        var product = Resources.Product(call.World, $"product/{call.Route("id")}");
        return new JsonObject { ["value"] = new JsonArray([.. product.Submissions.Select(s => s.DeepClone())]) };
    }

    private static JsonObject Status(GraphCall call) => call.World.Operations.Find(call.Route("job")) is { } job
        ? Configuration.Show(job)
        : throw IngestionException.NotFound($"There is no job '{call.Route("job")}'.");
}

/// <summary>A refusal in the shape of this API.</summary>
internal sealed class IngestionException(int status, string code, string message) : Exception(message)
{
    public static IngestionException NotFound(string message) => new(StatusCodes.Status404NotFound, "notFound", message);

    public static IngestionException Invalid(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);

    public static IngestionException Schema(string message) => Invalid("schemaValidationError", message);

    public static IngestionException Forbidden() => new(
        StatusCodes.Status403Forbidden, "forbidden", "The application is not associated with a Partner Center account.");

    public IResult ToResult() => Results.Json(
        new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = Message, ["details"] = new JsonArray() } },
        statusCode: status);
}
