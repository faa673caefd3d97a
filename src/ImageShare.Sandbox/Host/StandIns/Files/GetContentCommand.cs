using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = nameof(Path))]
internal sealed class GetContentCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void Process(string path)
    {
        if (Raw)
        {
            foreach (var file in IsLiteral ? [GetUnresolvedProviderPathFromPSPath(path)] : GetResolvedProviderPathFromPSPath(path, out _))
                WriteObject(File.ReadAllText(file));
            return;
        }

        foreach (var reader in InvokeProvider.Content.GetReader([path], force: false, IsLiteral))
        {
            using (reader)
            {
                while (reader.Read(1) is { Count: > 0 } lines)
                    WriteObject(lines, enumerateCollection: true);
            }
        }
    }
}
