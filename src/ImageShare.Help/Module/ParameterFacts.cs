using System.Management.Automation;
using Microsoft.PowerShell;

namespace ImageShare.Help.Module;

/// <summary>One parameter, in one set.</summary>
internal sealed record ParameterFacts
{
    public ParameterFacts(CommandParameterInfo info, string set)
    {
        Name = info.Name;
        Aliases = [.. info.Aliases];
        IsMandatory = info.IsMandatory;
        Position = info.Position < 0 ? null : info.Position;
        FromPipeline = info.ValueFromPipeline;
        FromProperty = info.ValueFromPipelineByPropertyName;
        AcceptsWildcards = info.Attributes.OfType<SupportsWildcardsAttribute>().Any();
        IsHidden = info.Attributes.OfType<ParameterAttribute>().Any(a => a.DontShow && a.ParameterSetName == set);

        var type = Nullable.GetUnderlyingType(info.ParameterType) ?? info.ParameterType;
        IsSwitch = type == typeof(SwitchParameter);
        IsArray = type.IsArray;
        TypeName = ShortName(type);
        Values = type.IsEnum ? Enum.GetNames(type) : [.. info.Attributes.OfType<ValidateSetAttribute>().SelectMany(a => a.ValidValues)];
    }

    public string Name { get; }

    public IReadOnlyList<string> Aliases { get; }

    public bool IsMandatory { get; init; }

    /// <summary>Null when it must be named.</summary>
    public int? Position { get; }

    public bool FromPipeline { get; init; }

    public bool FromProperty { get; init; }

    public bool AcceptsWildcards { get; }

    /// <summary>Kept out of the syntax by whoever wrote the cmdlet.</summary>
    public bool IsHidden { get; }

    public bool IsSwitch { get; }

    public bool IsArray { get; }

    /// <summary>As PowerShell writes it: string, int[], ImageShareContext.</summary>
    public string TypeName { get; }

    /// <summary>The only values it takes; empty when there is no such list.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>-WhatIf or -Confirm, which no page describes.</summary>
    public bool IsCommon => Cmdlet.OptionalCommonParameters.Contains(Name);

    public string PipelineInput => (FromPipeline, FromProperty) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static string ShortName(Type type)
    {
        var name = ToStringCodeMethods.Type(PSObject.AsPSObject(type));
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
