using System.Management.Automation;
using System.Net;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsData.ConvertTo, "SecureString")]
internal sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string String { get; set; } = "";

    /// <summary>Without it the real cmdlet reads an encrypted text, which only the machine that wrote it could.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var secret = new NetworkCredential("", String).SecurePassword;
        secret.MakeReadOnly();
        WriteObject(secret);
    }
}
