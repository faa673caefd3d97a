using System.Management.Automation;
using System.Reflection;
using ImageShare.Tests.Bridge;
using Xunit;

namespace ImageShare.Tests.Rules;

public sealed class ManifestRules
{
    private static readonly string[] Ours = ["ImageShare.dll", "ImageShare.Model.dll", "engine/ImageShare.Engine.dll"];

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_no_other()
    {
        using var session = new Session();
        var exported = session.Run("(Get-Module ImageShare).ExportedCmdlets.Keys").Select(k => k.ToString());

        Assert.Equal(BuiltModule.Cmdlets.Select(BuiltModule.Name).Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_names_files_that_are_there_and_its_version_is_the_assembly_s()
    {
        using var session = new Session();
        var module = (PSModuleInfo)session.Run($"Test-ModuleManifest '{Fixtures.Manifest}'")[0].BaseObject;

        Assert.Empty(session.Errors);
        Assert.Equal(BuiltModule.Assembly.GetName().Version!.ToString(3), module.Version.ToString());
        Assert.Equal(["ImageShare.Format.ps1xml"], module.ExportedFormatFiles.Select(Path.GetFileName));
    }

    [Fact]
    public void The_engine_s_folder_is_flat()
    {
        Assert.Empty(Directory.GetDirectories(Path.Combine(Repository.Module, "engine")));
        Assert.Empty(Directory.GetFiles(Repository.Module, "System.Management.Automation.dll", SearchOption.AllDirectories));
    }

    [Fact]
    public void Every_assembly_of_ours_has_the_same_version() =>
        Assert.Single(Ours
            .Select(file => AssemblyName.GetAssemblyName(Path.Combine(Repository.Module, file)).Version).Distinct());
}
