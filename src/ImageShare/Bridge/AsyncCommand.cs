using System.Management.Automation;
using ImageShare.Errors;
using ImageShare.Model;
using ImageShare.State;

namespace ImageShare.Bridge;

/// <summary>A cmdlet whose work runs off the pipeline thread, one record at a time.</summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    private readonly Pump _pump;
    private HashSet<string> _commandLine = [];

    private protected AsyncCommand() => _pump = new Pump(this);

    /// <summary>The sign-ins that the work may choose from.</summary>
    private protected virtual IReadOnlyList<ImageShareContext> Contexts => RunspaceContexts.Current.List;

    /// <summary>True when a failure ends the command (and the statement) and not only its own record.</summary>
    private protected virtual bool FailureTerminates => false;

    /// <summary>True under -WhatIf or $WhatIfPreference.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound) ? bound : GetVariableValue("WhatIfPreference"));

    /// <summary>Ends what runs; also after an early stop, when EndProcessing is never called.</summary>
    public void Dispose()
    {
        _pump.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void BeginProcessing() => _commandLine = new(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => RunAll(Process);

    /// <inheritdoc />
    protected override void EndProcessing() => RunAll(End);

    /// <inheritdoc />
    protected sealed override void StopProcessing() => _pump.Stop();

    /// <summary>The works of this record. Runs on the pipeline thread: copy parameters here, they change with the next record.</summary>
    private protected virtual IEnumerable<Work> Process() => [];

    /// <summary>The works that had to wait for the last record.</summary>
    private protected virtual IEnumerable<Work> End() => [];

    /// <summary>True when the parameter was typed, false when it came down the pipeline or not at all.</summary>
    private protected bool OnCommandLine(string parameter) => _commandLine.Contains(parameter);

    private protected virtual void Run(Work work)
    {
        Start(work);
        Deliver(running: 0);
    }

    private protected void Start(Work work) => _pump.Start(work, Contexts, FailureTerminates);

    /// <summary>Does what the works ask for until so few of them are left, and then what is there already.</summary>
    private protected void Deliver(int running)
    {
        _pump.DeliverUntil(running);
        _pump.DeliverReady();
    }

    private void RunAll(Func<IEnumerable<Work>> works)
    {
        try
        {
            foreach (var work in works())
                Run(work);
        }
        catch (Exception e) when (e is ImageShareException or SessionStateException)
        {
            var record = ErrorRecords.From(e, target: null);
            if (FailureTerminates)
                ThrowTerminatingError(record);
            WriteError(record);
        }
    }
}
