using System.Collections.ObjectModel;
using System.Management.Automation;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>One work's way to the pipeline thread.</summary>
internal sealed class PumpedPipeline(Pump pump, IReadOnlyList<ImageShareContext> contexts) : IPipeline
{
    private static readonly AsyncLocal<IPipeline?> CurrentPipeline = new();
    private readonly ProgressBook _progress = new();
    private int _refused;

    /// <summary>
    /// The pipeline (or job) that the running code works for; null outside. A sign-in outlives its cmdlet and asks the one that uses it.
    /// </summary>
    public static IPipeline? Current
    {
        get => CurrentPipeline.Value;
        set => CurrentPipeline.Value = value;
    }

    public IReadOnlyList<ImageShareContext> Contexts => contexts;

    public void Verbose(string message) => pump.Post(new Notice(c => c.WriteVerbose(message)));

    public void Debug(string message) => pump.Post(new Notice(c => c.WriteDebug(message)));

    public void Warning(string message) => pump.Post(new Notice(c => c.WriteWarning(message)));

    // As Write-Host does it: shown whatever the preferences say, and still to be caught in the information stream.
    public void Prompt(string message) =>
        pump.Post(new Notice(c => c.WriteInformation(new HostInformationMessage { Message = message }, ["PSHOST"])));

    public void Progress(WorkProgress progress) => pump.Post(new Notice(c => c.WriteProgress(_progress.Next(progress))));

    public Task WriteObjectAsync(object value) => Ask(c =>
    {
        c.WriteObject(value);
        return true;
    });

    public Task WriteFileAsync(string path) => Ask(c =>
    {
        // Named with its provider, so that no drive has to be looked for.
        c.WriteObject(c.InvokeProvider.Item.Get([$"FileSystem::{path}"], force: true, literalPath: true), enumerateCollection: true);
        return true;
    });

    public Task WriteErrorAsync(ErrorRecord error) => Ask(c =>
    {
        c.WriteError(error);
        return true;
    });

    public async Task<bool> ShouldProcessAsync(string target, string action)
    {
        var may = await Ask(c => c.ShouldProcess(target, action));
        if (!may)
            Interlocked.Exchange(ref _refused, 1);
        return may;
    }

    public Task<bool> ShouldContinueAsync(string query, string caption) => Ask(c => ShouldContinue(c, query, caption));

    public Task<Collection<PSObject>> InvokeAsync(SessionScript script, params object?[] arguments) =>
        Ask(_ => Invoke(script, arguments));

    public bool TakeRefusal() => Interlocked.Exchange(ref _refused, 0) == 1;

    /// <summary>Pipeline thread only.</summary>
    public void CompleteProgress(PSCmdlet cmdlet)
    {
        foreach (var record in _progress.Complete())
            cmdlet.WriteProgress(record);
    }

    private static bool ShouldContinue(PSCmdlet cmdlet, string query, string caption)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Force", out var force) && force is SwitchParameter { IsPresent: true })
            return true;
        try
        {
            return cmdlet.ShouldContinue(query, caption);
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            throw new FailedAnswerException(Refusals.NobodyToAsk(query, e));
        }
    }

    private static Collection<PSObject> Invoke(SessionScript script, object?[] arguments)
    {
        try
        {
            return script.Invoke(arguments);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new FailedAnswerException(e);
        }
    }

    private Task<T> Ask<T>(Func<PSCmdlet, T> ask)
    {
        var question = new Question<T>(ask);
        pump.Post(question);
        return question.Answer;
    }
}
