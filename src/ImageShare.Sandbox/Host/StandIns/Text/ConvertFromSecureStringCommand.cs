using System.Management.Automation;
using System.Net;
using System.Security;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsData.ConvertFrom, "SecureString")]
internal sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SecureString SecureString { get; set; } = new();

    /// <summary>Without it the real cmdlet writes an encrypted text, which only the machine that wrote it can read.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord() => WriteObject(new NetworkCredential("", SecureString).Password);
}
