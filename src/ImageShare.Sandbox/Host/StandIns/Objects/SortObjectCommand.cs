using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

[Cmdlet("Sort", "Object")]
internal sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            _items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        PropertySpec[] specs = [.. Property.Select(spec => new PropertySpec(spec))];
        var order = Comparer<PSObject>.Create((left, right) => Compare(specs, left, right));
        PSObject? previous = null;
        // Enumerable's order is stable: equal ones stay in the order they came.
        foreach (var item in _items.Order(order))
        {
            if (!Unique || previous is null || order.Compare(previous, item) != 0)
                WriteObject(item);
            previous = item;
        }
    }

    private int Compare(PropertySpec[] specs, PSObject left, PSObject right)
    {
        if (specs.Length == 0)
            return Compare(left, right, Descending);

        foreach (var spec in specs)
        {
            if (Compare(spec.FirstValue(left), spec.FirstValue(right), spec.Descending ?? Descending) is not 0 and var difference)
                return difference;
        }

        return 0;
    }

    private static int Compare(object? left, object? right, bool descending)
    {
        if (!LanguagePrimitives.TryCompare(left, right, ignoreCase: true, out var difference))
            difference = StringComparer.CurrentCultureIgnoreCase.Compare(left?.ToString(), right?.ToString());
        return descending ? -difference : difference;
    }
}
