using System.Globalization;
using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsCommon.Get, "Date")]
internal sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DateTime Date { get; set; } = DateTime.Now;

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        var date = AsUTC ? Date.ToUniversalTime() : Date;
        WriteObject(Format is null ? date : date.ToString(Format, CultureInfo.CurrentCulture));
    }
}
