using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Writes a planned VM as a Bicep file, a Terraform configuration or az commands. Reaches nothing.</summary>
[Cmdlet(VerbsData.ConvertTo, "SharedImageTemplate")]
[OutputType(typeof(string))]
public sealed class ConvertToSharedImageTemplateCommand : AsyncCommand
{
    /// <summary>The planned VM as New-SharedImageVM -WhatIf -PassThru gave it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(SharedImageVM))]
    public SharedImageVM VM { get; set; } = null!;

    /// <summary>Bicep, Terraform or AzureCli.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public SharedImageTemplateFormat Format { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        var (vm, format) = (VM, Format);
        yield return new Work(vm.Id, (pipeline, _) => pipeline.WriteObjectAsync(EngineLoader.Engine.Templates.Write(vm, format)));
    }
}
