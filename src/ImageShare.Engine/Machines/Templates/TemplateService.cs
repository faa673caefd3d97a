using ImageShare.Model;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>Writes plans in the languages of those who deploy by pipeline.</summary>
internal sealed class TemplateService : ITemplateService
{
    public string Write(SharedImageVM vm, SharedImageTemplateFormat format)
    {
        var planned = Planned.Of(vm);
        return format switch
        {
            SharedImageTemplateFormat.Bicep => BicepWriter.Write(planned),
            SharedImageTemplateFormat.Terraform => new TerraformWriter(planned).Write(),
            SharedImageTemplateFormat.AzureCli => new AzureCliWriter(planned).Write(),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
    }
}
