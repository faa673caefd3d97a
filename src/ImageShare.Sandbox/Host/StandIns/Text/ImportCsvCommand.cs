using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsData.Import, "Csv")]
internal sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            using var file = File.OpenText(GetUnresolvedProviderPathFromPSPath(path));
            var rows = CsvRows.Read(file, Delimiter);
            var header = Header;
            foreach (var row in rows)
            {
                if (header is null)
                    header = row;
                else
                    WriteObject(Record(header, row));
            }
        }
    }

    private static PSObject Record(string[] header, string[] row)
    {
        var record = new PSObject();
        for (var column = 0; column < header.Length; column++)
            record.Properties.Add(new PSNoteProperty(header[column], column < row.Length ? row[column] : null));
        return record;
    }
}
