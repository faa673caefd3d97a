using Azure;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Makes the service principal of an app in one tenant; for an app of another tenant that is its approval.</summary>
internal sealed class ServicePrincipals(GraphClient graph, Waiter waiter, ICaller caller)
{
    /// <summary>Ends when the principal is listed.</summary>
    /// <param name="applicationId">Application id (GUID).</param>
    /// <param name="tenantId">Tenant (GUID) to make it in.</param>
    /// <param name="isHome">The application was made in this tenant, perhaps a moment ago.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task<GraphServicePrincipal> CreateAsync(
        string applicationId, string tenantId, bool isHome, CancellationToken cancellationToken)
    {
        var wait = new Wait(
            $"Create service principal of {applicationId} in tenant {tenantId}",
            "The directory takes a moment to know the application everywhere.",
            isHome ? Patience.Directory : Patience.ForeignApplication);
        GraphServicePrincipal created;
        try
        {
            created = await waiter.RetryAsync(
                wait, token => graph.CreateServicePrincipalAsync(applicationId, token), e => MayPass(e, isHome), caller, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Someone else was quicker; then it is only not listed yet.
            created = new GraphServicePrincipal { AppId = applicationId };
        }

        var listed = await WaitAsync(applicationId, wait with { Reason = "The directory takes a moment to list the principal." },
            cancellationToken)
            ?? (created.Id is null ? throw NotListed(applicationId, tenantId) : created);
        caller.Verbose($"Created service principal {listed.Id} of application {applicationId} in tenant {tenantId}.");
        return listed;
    }

    /// <summary>The principal as soon as it is listed; null when the time is up.</summary>
    public Task<GraphServicePrincipal?> WaitAsync(string applicationId, Wait wait, CancellationToken cancellationToken) =>
        waiter.UntilAsync(wait, token => graph.FindServicePrincipalAsync(applicationId, token), caller, cancellationToken);

    // At home the 403 only says that the application is not known yet; for an application of another tenant it means what it says.
    private static bool MayPass(RequestFailedException exception, bool isHome) =>
        exception.ErrorCode == "NoBackingApplicationObject"
        || exception.Message.Contains("does not reference a valid application object", StringComparison.Ordinal)
        || (isHome && exception.Message.Contains("must in the local tenant", StringComparison.Ordinal));

    private static ImageShareException NotListed(string applicationId, string tenantId) =>
        new("ServicePrincipalNotListed", ErrorKind.OperationTimeout, $"The app's service principal does not show up in tenant {tenantId}.")
        {
            Target = applicationId,
            Fix = "Run the command again in some minutes.",
        };
}
