using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

[Cmdlet(VerbsDiagnostic.Measure, "Object")]
internal sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<object> _values = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    protected override void ProcessRecord()
    {
        if ((Property is null ? InputObject : InputObject?.Properties[Property]?.Value) is { } value)
            _values.Add(value);
    }

    protected override void EndProcessing()
    {
        var result = new PSObject();
        void Add(string name, bool wanted, Func<object?> value) =>
            result.Properties.Add(new PSNoteProperty(name, wanted && _values.Count > 0 ? value() : null));

        result.Properties.Add(new PSNoteProperty("Count", _values.Count));
        Add("Average", Average, () => _values.Average(LanguagePrimitives.ConvertTo<double>));
        Add("Sum", Sum, () => _values.Sum(LanguagePrimitives.ConvertTo<double>));
        Add("Maximum", Maximum, () => _values.Max(Order));
        Add("Minimum", Minimum, () => _values.Min(Order));
        result.Properties.Add(new PSNoteProperty("Property", Property));
        WriteObject(result);
    }

    private static readonly IComparer<object> Order =
        Comparer<object>.Create((left, right) => LanguagePrimitives.Compare(left, right, ignoreCase: true));
}
