using System.Collections;
using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = nameof(Path))]
internal sealed class GetContentCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void Process(string path)
    {
        foreach (var reader in InvokeProvider.Content.GetReader([path], force: false, IsLiteral))
        {
            using (reader)
            {
                if (Raw)
                    WriteObject(string.Concat(reader.Read(-1).Cast<object>()));
                else
                    while (reader.Read(1) is { Count: > 0 } lines)
                        WriteObject(lines, enumerateCollection: true);
            }
        }
    }
}
