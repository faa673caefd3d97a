using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Streams;

[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
internal sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    [AllowEmptyString, Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "WithException")]
    public Exception? Exception { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ErrorRecord")]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string? RecommendedAction { get; set; }

    protected override void ProcessRecord()
    {
        var record = ErrorRecord is null ? NewRecord() : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction is not null)
        {
            record.ErrorDetails ??= new ErrorDetails(record.Exception.Message);
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        // The error belongs to the caller: its position, not this cmdlet's, is what helps to find it.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
            record.CategoryInfo.Activity = caller.MyCommand?.Name is { Length: > 0 } name ? name : "Write-Error";
        WriteError(record);
    }

    private ErrorRecord NewRecord()
    {
        var exception = Exception ?? new WriteErrorException(Message);
        var record = new ErrorRecord(exception, ErrorId ?? exception.GetType().FullName!, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
            record.ErrorDetails = new ErrorDetails(Message);
        return record;
    }
}
