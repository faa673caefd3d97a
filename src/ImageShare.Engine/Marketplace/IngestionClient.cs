using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>
/// The calls of Partner Center's Product Ingestion API that VM offers need ("Product Ingestion API for the commercial marketplace").
/// It answers at Microsoft Graph, with Graph's tokens, to an app that is linked to the Partner Center account.
/// </summary>
internal sealed class IngestionClient(EngineContext context)
{
    private const string Root = "rp/product-ingestion";
    private const string Version = $"$version={IngestionSchemas.Version}";

    private readonly RestClient _rest = RestClient.ForGraph(context);

    /// <summary>VM offers, page by page.</summary>
    public IAsyncEnumerable<Product> ListProductsAsync(CancellationToken cancellationToken) =>
        ListAsync($"{Root}/product?type=azureVirtualMachine&{Version}", cancellationToken);

    /// <summary>The product of an offer id; null when the account has none.</summary>
    public async Task<Product?> FindProductAsync(string offer, CancellationToken cancellationToken) =>
        (await ListAsync($"{Root}/product?externalId={Uri.EscapeDataString(offer)}&{Version}", cancellationToken)
            .Where(p => string.Equals(p.Identity?.ExternalId, offer, StringComparison.OrdinalIgnoreCase), cancellationToken)
            .ToListAsync(cancellationToken)) is [var product, ..] ? product : null;

    /// <summary>Everything of a product's draft.</summary>
    public async Task<IReadOnlyList<JsonObject>> GetDraftAsync(string productId, CancellationToken cancellationToken) =>
        (await _rest.GetAsync(
            $"{Root}/resource-tree/{productId}?targetType=draft&{Version}", IngestionJson.Default.ResourceTree, cancellationToken)).Resources;

    /// <summary>The newest submission to each target.</summary>
    public async Task<IReadOnlyList<Submission>> GetSubmissionsAsync(string productId, CancellationToken cancellationToken) =>
        (await _rest.GetAsync(
            $"{Root}/submission/{Name(productId)}?{Version}", IngestionJson.Default.IngestionPageSubmission, cancellationToken)).Value;

    /// <summary>Sends changes; the answer is a job.</summary>
    public Task<ConfigureStatus> ConfigureAsync(JsonObject resource, CancellationToken cancellationToken) => _rest.SendAsync(
        RequestMethod.Post, $"{Root}/configure?{Version}", new ConfigureRequest { Resources = [resource] },
        IngestionJson.Default.ConfigureRequest, IngestionJson.Default.ConfigureStatus, cancellationToken);

    public Task<ConfigureStatus> GetStatusAsync(string jobId, CancellationToken cancellationToken) => _rest.GetAsync(
        $"{Root}/configure/{Uri.EscapeDataString(jobId)}/status?{Version}", IngestionJson.Default.ConfigureStatus, cancellationToken);

    private async IAsyncEnumerable<Product> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? next = path; next is not null;)
        {
            var page = await ReadAsync(next, cancellationToken);
            foreach (var product in page.Value)
                yield return product;

            next = page.NextLink is { Length: > 0 } link ? $"{Root}/product?{Query(link)}" : null;
        }
    }

    // Every use begins with a list of products: who may not see that may do nothing else.
    private async Task<IngestionPage<Product>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _rest.GetAsync(path, IngestionJson.Default.IngestionPageProduct, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 401 or 403)
        {
            throw NotLinked(ServiceErrors.Explain(exception));
        }
    }

    private ImageShareException NotLinked(ImageShareException refusal) =>
        new("PartnerCenterDenied", ErrorKind.PermissionDenied, $"Partner Center does not let {context.Account} in: {refusal.Message}", refusal)
        {
            Target = context.Account,
            Reason = "The API answers apps that are linked to the Partner Center account and have a role there.",
            Fix = "In Partner Center: Account settings > User management > Microsoft Entra applications, add the app as Manager. Then sign in "
                + "as that app: Connect-ImageShare -TenantId TENANT -ServicePrincipal -Credential CREDENTIAL.",
            Who = Party.Publisher,
            CorrelationId = refusal.CorrelationId,
        };

    // Only the query of the link counts: its host is not where a token may go unseen.
    private static string Query(string link)
    {
        var query = link[(link.IndexOf('?') + 1)..];
        return query.Contains("$version=", StringComparison.Ordinal) || query.Contains("%24version=", StringComparison.OrdinalIgnoreCase)
            ? query : $"{query}&{Version}";
    }

    private static string Name(string durableId) => durableId[(durableId.IndexOf('/') + 1)..];
}
