using System.Management.Automation;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => _text.AppendLine(InputObject);

    protected override void EndProcessing()
    {
        if (string.IsNullOrWhiteSpace(_text.ToString()))
            return;

        try
        {
            WriteObject(JsonObjects.From(JsonNode.Parse(_text.ToString()), AsHashtable), enumerateCollection: !NoEnumerate);
        }
        catch (JsonException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {exception.Message}", exception),
                "InvalidJson", ErrorCategory.InvalidData, targetObject: null));
        }
    }
}
