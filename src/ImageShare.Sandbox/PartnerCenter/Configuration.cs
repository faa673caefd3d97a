using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Graph;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>A configure request: its form is checked at once, its meaning by the job that it starts.</summary>
internal static class Configuration
{
    public static JsonObject Accept(GraphCall call)
    {
        var body = call.Body ?? throw IngestionException.Schema("The body is empty.");
        if (Resources.Kind(body) != "configure")
            throw IngestionException.Schema("The '$schema' of the body must be that of configure.");

        var sent = Resources.Objects(body["resources"]).ToList();
        if (sent.Count != 1)
            throw IngestionException.Schema("Exactly one resource is taken here.");

        var (world, resource) = (call.World, (JsonObject)sent[0].DeepClone());
        var product = Resources.Product(world, Resources.Text(resource, "product"));
        var work = Resources.Kind(resource) switch
        {
            "submission" => Publication.Prepare(world, product, resource),
            "price-and-availability-update-private-audiences" => Audiences.Prepare(world, product, resource),
            "price-and-availability-plan" => DraftChange(product, resource),
            "virtual-machine-plan-technical-configuration" => DraftChange(product, resource, () => TechnicalRules.Check(world, product, resource)),
            var kind => throw IngestionException.Invalid("notSupported", $"Resources of kind '{kind}' are not taken here."),
        };
        return Show(world.Operations.Start(new Operation
        {
            Started = world.Now,
            Ends = world.After(work.IsSubmission ? world.Delays.MarketplaceSubmission : world.Delays.MarketplaceDraft),
            Completion = work.Run,
        }));
    }

    public static JsonObject Show(Operation job) => new()
    {
        ["$schema"] = Resources.Schema("configure-status/2022-03-01-preview2"),
        ["jobId"] = job.Id,
        ["jobStatus"] = job.IsDone ? "completed" : "running",
        ["jobResult"] = !job.IsDone ? "pending" : job.Error is null ? "succeeded" : "failed",
        ["jobStart"] = Date(job.Started),
        ["jobEnd"] = job.IsDone ? Date(job.Ends) : "0001-01-01T00:00:00",
        ["errors"] = job.Error is { } error ? new JsonArray(error.DeepClone()) : new JsonArray(),
    };

    public static JsonObject Error(string code, string message) => new() { ["code"] = code, ["message"] = message, ["details"] = new JsonArray() };

    public static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static Job DraftChange(MarketplaceProduct product, JsonObject resource, Func<JsonObject?>? check = null)
    {
        var id = Resources.Text(resource, "id");
        if (!product.Draft.Exists(r => Resources.Text(r, "id") == id))
            throw IngestionException.Invalid("resourceNotFound", $"The product has no '{id}'.");

        return new Job(IsSubmission: false, () =>
        {
            if (check?.Invoke() is { } error)
                return error;

            product.Draft[product.Draft.FindIndex(r => Resources.Text(r, "id") == id)] = resource;
            return null;
        });
    }
}

/// <summary>What a configure request does when its time has come; the error when it fails.</summary>
internal sealed record Job(bool IsSubmission, Func<JsonObject?> Run);
