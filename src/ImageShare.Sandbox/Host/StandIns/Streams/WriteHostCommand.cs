using System.Collections;
using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Streams;

[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = Text(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor ?? Host.UI.RawUI?.ForegroundColor,
            BackgroundColor = BackgroundColor ?? Host.UI.RawUI?.BackgroundColor,
        };
        // The engine prints what carries this tag whatever $InformationPreference says, and keeps it in the information stream.
        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value) => value switch
    {
        null => "",
        PSObject { BaseObject: IEnumerable items and not string } => Text(items),
        string text => text,
        IEnumerable items => string.Join(LanguagePrimitives.ConvertTo<string>(Separator), items.Cast<object?>().Select(Text)),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
