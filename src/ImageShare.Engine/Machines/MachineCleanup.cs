using Azure;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Takes back, last first, what a run made, and nothing else.</summary>
internal sealed class MachineCleanup(Builder builder, MachineBatch batch, NetworkClient network, Waiter waiter, ICaller caller)
{
    public async Task RemoveAsync(MachineRun run, CancellationToken cancellationToken)
    {
        // Accepted terms stay accepted: they are no resource of this VM.
        foreach (var node in run.Begun.Where(node => node.Kind != NodeKind.PlanTerms))
        {
            try
            {
                if (MachineBatch.IsShared(node.Kind) && !batch.Release(node.Id, run.Made(node) is not null))
                    caller.Verbose($"Another VM uses the {node.Words} {node.Id}: it stays.");
                else if (await RemoveAsync(node, cancellationToken))
                    caller.Verbose($"Removed {node.Words} {node.Id}, which this run had made.");
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The failure that led here is the one to tell; this is for cleaning up by hand.
                caller.Warning(
                    $"The {node.Words} {node.Id}, which this run made, could not be removed: {ServiceErrors.Explain(exception).Message}");
            }
        }
    }

    /// <summary>Says what stays.</summary>
    public void TellWhatStays(MachineRun run, string why)
    {
        foreach (var node in run.Begun.Reverse())
            caller.Warning($"{why}: {node.Words} {node.Id}.");
    }

    // What has our tag is ours. A subnet can have none; it was not there when this run began.
    private async Task<bool> RemoveAsync(PlanNode node, CancellationToken cancellationToken)
    {
        try
        {
            if (node.Kind == NodeKind.VirtualMachine)
                return await new MachineClient(builder, waiter).RemoveAsync(node.Id, IsOurs, cancellationToken);
            if (node.Kind != NodeKind.Subnet && !IsOurs((await network.GetAsync(node.Id, cancellationToken)).Tags))
                return false;
            await network.DeleteAsync(node.Id, caller, cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    private bool IsOurs(IEnumerable<KeyValuePair<string, string>> tags) =>
        tags.Any(tag => tag.Key == MachineRun.RunTag && tag.Value == batch.RunId);
}
