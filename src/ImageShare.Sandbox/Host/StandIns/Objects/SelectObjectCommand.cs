using System.Collections;
using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

[Cmdlet(VerbsCommon.Select, "Object")]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _last = [];
    private PropertySpec[] _properties = [];
    private int _seen;
    private int _sent;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    protected override void BeginProcessing()
    {
        _properties = [.. Property.Select(spec => new PropertySpec(spec))];
        if (First == 0)
            UpstreamStop.By(this);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;

        if (MyInvocation.BoundParameters.ContainsKey(nameof(Last)))
        {
            _last.Enqueue(InputObject);
            // -Skip counts from the end then, so that many more are kept.
            if (_last.Count > Last + Skip)
                _last.Dequeue();
            return;
        }

        if (++_seen <= Skip)
            return;

        Send(InputObject);
        if (++_sent == First)
            UpstreamStop.By(this);
    }

    protected override void EndProcessing()
    {
        foreach (var item in _last.Take(_last.Count - Skip))
            Send(item);
    }

    private void Send(PSObject item)
    {
        if (ExpandProperty is null)
        {
            WriteObject(_properties.Length == 0 ? item : Pick(item));
            return;
        }

        if (item.Properties[ExpandProperty] is not { } property)
            WriteError(new ErrorRecord(new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
        else if (_properties.Length == 0)
            WriteObject(property.Value, enumerateCollection: true);
        else
            foreach (var value in LanguagePrimitives.GetEnumerable(property.Value) ?? new[] { property.Value })
                WriteObject(Pick(item, PSObject.AsPSObject(value)));
    }

    private PSObject Pick(PSObject item, PSObject? onto = null)
    {
        var picked = onto ?? new PSObject();
        if (onto is null)
            picked.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        foreach (var spec in _properties)
        {
            var values = spec.Read(item).ToArray();
            if (values.Length == 0 && !spec.IsWildcard)
                values = [new(spec.Name, null)];
            foreach (var (name, value) in values.Where(pair => picked.Properties[pair.Key] is null))
                picked.Properties.Add(new PSNoteProperty(name, value));
        }

        return picked;
    }
}
