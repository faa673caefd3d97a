using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Streams;

[Cmdlet(VerbsCommunications.Read, "Host")]
internal sealed class ReadHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    public string[] Prompt { get; set; } = [];

    [Parameter]
    public SwitchParameter AsSecureString { get; set; }

    protected override void BeginProcessing()
    {
        if (Prompt.Length > 0)
            Host.UI.Write(string.Join(' ', Prompt) + ": ");
        WriteObject(AsSecureString ? Host.UI.ReadLineAsSecureString() : Host.UI.ReadLine());
    }
}
