using System.Management.Automation;

namespace ImageShare.Bridge;

/// <summary>
/// One request of a cmdlet, ready to run on any thread. Made on the pipeline thread, where the parameters are copied: they change with the
/// next record.
/// </summary>
/// <param name="Target">What it is about, for errors that do not say.</param>
/// <param name="RunAsync">The work.</param>
internal sealed record Work(string Target, Func<IPipeline, CancellationToken, Task> RunAsync);

/// <summary>Ends the whole command with this record, where any other exception of a worker ends its own record only.</summary>
internal sealed class TerminatingException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
{
    public ErrorRecord Record => record;
}
