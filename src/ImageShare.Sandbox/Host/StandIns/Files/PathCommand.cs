using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

/// <summary>A cmdlet on items of a provider, named by -Path (wildcards) or -LiteralPath.</summary>
internal abstract class PathCommand : PSCmdlet
{
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(Path))]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    protected bool IsLiteral => ParameterSetName == nameof(LiteralPath);

    protected string[] Paths => IsLiteral ? LiteralPath : Path;

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            try
            {
                Process(path);
            }
            catch (Exception exception) when (exception is IContainsErrorRecord)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)exception).ErrorRecord, exception));
            }
        }
    }

    protected abstract void Process(string path);
}
