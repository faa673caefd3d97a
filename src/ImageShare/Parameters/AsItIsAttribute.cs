using System.Management.Automation;

namespace ImageShare.Parameters;

/// <summary>
/// Takes an object of the parameter's own type only. PowerShell would make one of ours out of any record whose properties happen to have
/// the right names, a row of a CSV file say, and fill in what is missing with nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AsItIsAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <summary>The type to take.</summary>
    public Type Type => type;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        // Not refused here, which would end the pipeline: text does not convert, and PowerShell goes on to bind the record by property.
        return type.IsInstanceOfType(value) ? value : $"{inputData}";
    }
}
