using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm;

/// <summary>Where a client that knows only Resource Manager's address learns the others, before it signs in.</summary>
internal static class MetadataEndpoint
{
    // Until then the answer was a list of clouds.
    private const string SingleSince = "2022-09-01";

    public static IResult Answer(HttpRequest request, Endpoints endpoints)
    {
        var cloud = Describe(endpoints);
        var isSingle = string.CompareOrdinal(request.Query["api-version"], SingleSince) >= 0;
        return Results.Text(isSingle ? cloud.ToJsonString() : new JsonArray(cloud).ToJsonString(), "application/json; charset=utf-8");
    }

    private static JsonObject Describe(Endpoints endpoints)
    {
        var address = endpoints.Base.AbsoluteUri;
        return new JsonObject
        {
            ["name"] = "Sandbox",
            ["portal"] = address,
            ["authentication"] = new JsonObject
            {
                ["loginEndpoint"] = address,
                ["audiences"] = new JsonArray(address, "https://management.core.windows.net/", "https://management.azure.com/"),
                ["tenant"] = "common",
                ["identityProvider"] = "AAD",
            },
            ["resourceManager"] = address,
            ["microsoftGraphResourceId"] = endpoints.Graph + "/",
            ["graph"] = endpoints.Graph + "/",
            ["graphAudience"] = endpoints.Graph + "/",
            ["suffixes"] = new JsonObject(),
        };
    }
}
