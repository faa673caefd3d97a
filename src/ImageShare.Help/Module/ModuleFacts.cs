using System.Management.Automation;
using System.Reflection;

namespace ImageShare.Help.Module;

/// <summary>The cmdlets of the built module, as the engine sees them.</summary>
internal static class ModuleFacts
{
    public static IReadOnlyList<CmdletFacts> Read(string moduleFolder)
    {
        var assembly = Assembly.LoadFrom(Path.Combine(moduleFolder, "ImageShare.dll"));
        return [.. assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Cmdlet)) && !t.IsAbstract)
            .Select(t => (Type: t, Head: t.GetCustomAttribute<CmdletAttribute>()!))
            .OrderBy(c => $"{c.Head.VerbName}-{c.Head.NounName}", StringComparer.Ordinal)
            .Select(c => new CmdletFacts(c.Head.VerbName, c.Head.NounName, c.Type))];
    }
}
