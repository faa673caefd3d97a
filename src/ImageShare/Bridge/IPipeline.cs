using System.Collections.ObjectModel;
using System.Management.Automation;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>What the work of a cmdlet sees of PowerShell: a pipeline that waits for it, or a job. Any thread may call.</summary>
internal interface IPipeline : ICaller
{
    /// <summary>Ends when the next command has taken the object, so that a slow reader slows the work down.</summary>
    Task WriteObjectAsync(object value);

    /// <summary>Writes a file as Get-Item gives it: PowerShell shows size and owner only of what came from its provider.</summary>
    /// <param name="path">Full path of the file, which exists.</param>
    Task WriteFileAsync(string path);

    Task WriteErrorAsync(ErrorRecord error);

    /// <summary>Runs a script block where its variables live.</summary>
    Task<Collection<PSObject>> InvokeAsync(SessionScript script, params object?[] arguments);

    /// <summary>True when -WhatIf or a "No" refused a change since this was last asked.</summary>
    bool TakeRefusal();
}

internal static class PipelineExtensions
{
    public static async Task WriteAllAsync<T>(this IPipeline pipeline, IAsyncEnumerable<T> values)
        where T : notnull
    {
        await foreach (var value in values)
            await pipeline.WriteObjectAsync(value);
    }

    /// <summary>Writes what a change gave. What was refused is only planned; written when <paramref name="planned"/> asks for it.</summary>
    public static Task WriteChangeAsync(this IPipeline pipeline, object value, bool planned) =>
        !pipeline.TakeRefusal() || planned ? pipeline.WriteObjectAsync(value) : Task.CompletedTask;

    /// <summary>Writes the file that a change gave; nothing when it was refused.</summary>
    public static Task WriteChangeAsync(this IPipeline pipeline, string path) =>
        pipeline.TakeRefusal() ? Task.CompletedTask : pipeline.WriteFileAsync(path);
}
