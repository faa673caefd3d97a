using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Follows a job of Partner Center to its end, when that is asked for.</summary>
internal sealed class JobWaiter(IngestionClient client, Waiter waiter, ICaller caller)
{
    private const int QuickQuestions = 12;

    private static readonly TimeSpan s_longPause = TimeSpan.FromMinutes(1);

    /// <summary>The job as it is; at its end, when <paramref name="wait"/> is given.</summary>
    public async Task<MarketplaceJob> FollowAsync(
        ConfigureStatus status, string offer, string operation, TimeSpan? wait, CancellationToken cancellationToken)
    {
        caller.Verbose($"Partner Center has taken job {status.JobId}: {operation}.");
        if (wait is { } patience && !IsDone(status))
            status = await CompleteAsync(status.JobId, operation, patience, cancellationToken);

        return status.JobResult is "failed" or "cancelled" ? throw Failed(status, offer) : View(status, offer, operation);
    }

    private async Task<ConfigureStatus> CompleteAsync(
        string jobId, string operation, TimeSpan patience, CancellationToken cancellationToken)
    {
        var questions = 0;
        var wait = new Wait(operation, $"Partner Center works on job {jobId}.", patience)
        {
            // Certification takes days: after the first minute nobody is kept from it by asking.
            Pause = () => ++questions > QuickQuestions ? s_longPause : null,
        };
        return await waiter.UntilAsync(
            wait,
            async token => await client.GetStatusAsync(jobId, token) is var status && IsDone(status) ? status : null, caller,
            cancellationToken) ?? throw new ImageShareException(
                "OperationTimeout", ErrorKind.OperationTimeout, $"{operation}: Partner Center is not done yet.")
            {
                Target = jobId,
                Fix = "Get-MarketplaceOffer shows how far it is.",
            };
    }

    private static bool IsDone(ConfigureStatus status) => status.JobStatus == "completed";

    private static MarketplaceJob View(ConfigureStatus status, string offer, string operation) => new()
    {
        JobId = status.JobId,
        Offer = offer,
        Operation = operation,
        Status = Words.Of(status.JobStatus),
        Result = Words.Of(status.JobResult),
        StartedOn = status.JobStart,
        EndedOn = IsDone(status) ? status.JobEnd : null,
    };

    private static ImageShareException Failed(ConfigureStatus status, string offer)
    {
        var error = status.Errors is [var first, ..] ? first : new IngestionError { Message = $"The job was {status.JobResult}." };
        var message = string.Join(" ", status.Errors.Select(Text).Where(t => t.Length > 0));
        return ServiceErrors.Explain(
            new ServiceError(error.Code ?? "MarketplaceJobFailed", message.Length > 0 ? message : error.Message!)
            {
                Status = 400,
                CorrelationId = status.JobId,
            },
            new ErrorFacts { Target = offer });
    }

    private static string Text(IngestionError error) =>
        string.Join(" ", ((string?[])[error.Message, .. (error.Details ?? []).Select(Text)]).Where(t => !string.IsNullOrEmpty(t)));
}
