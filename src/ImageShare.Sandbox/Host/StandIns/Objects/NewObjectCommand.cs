using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

[Cmdlet(VerbsCommon.New, "Object")]
internal sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        var made = LanguagePrimitives.ConvertTo<Type>(TypeName) == typeof(PSObject) ? new PSObject() : Construct();
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (made.Properties[name] is { } property)
                property.Value = entry.Value;
            else if (made.BaseObject is PSCustomObject)
                made.Properties.Add(new PSNoteProperty(name, entry.Value));
            else
                throw new PSArgumentException($"The property '{name}' was not found for {TypeName}.");
        }

        WriteObject(made);
    }

    // Through the language, so that overloads and conversions are PowerShell's.
    private PSObject Construct() => InvokeCommand.InvokeScript(
        "param($type, $list) if ($list.Count) { ([type]$type)::new.Invoke($list) } else { ([type]$type)::new() }",
        useNewScope: true, PipelineResultTypes.None, null, TypeName, ArgumentList).Single();
}
