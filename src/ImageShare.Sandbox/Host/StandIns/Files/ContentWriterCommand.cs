using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

/// <summary>Set-Content and Add-Content: lines of UTF-8 into a file, opened when the pipeline starts.</summary>
internal abstract class ContentWriterCommand(bool append) : PSCmdlet, IDisposable
{
    private StreamWriter? _writer;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyCollection]
    public object?[] Value { get; set; } = [];

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    [ValidateSet("utf8", "utf8NoBOM", IgnoreCase = true)]
    public string Encoding { get; set; } = "utf8";

    public void Dispose()
    {
        _writer?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void ProcessRecord()
    {
        _writer ??= new StreamWriter(GetUnresolvedProviderPathFromPSPath(Path), append);
        foreach (var line in Value.Select(LanguagePrimitives.ConvertTo<string>))
        {
            if (NoNewline)
                _writer.Write(line);
            else
                _writer.WriteLine(line);
        }
    }

    protected override void EndProcessing() => Dispose();
}
