using System.Management.Automation;
using System.Reflection;

namespace ImageShare.Tests.Rules;

/// <summary>The built cmdlets, seen by reflection.</summary>
internal static class BuiltModule
{
    public static Assembly Assembly { get; } = Assembly.LoadFrom(Path.Combine(Repository.Module, "ImageShare.dll"));

    public static Assembly Model { get; } = Assembly.LoadFrom(Path.Combine(Repository.Module, "ImageShare.Model.dll"));

    public static IReadOnlyList<Type> Cmdlets { get; } =
        [.. Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Cmdlet)) && !t.IsAbstract)];

    public static CmdletAttribute Head(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    public static string Name(Type cmdlet) => $"{Head(cmdlet).VerbName}-{Head(cmdlet).NounName}";

    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)));

    /// <summary>Each declaration with its set; one without a set belongs to all.</summary>
    public static IEnumerable<(string Set, PropertyInfo Property, ParameterAttribute Declaration)> Declarations(Type cmdlet) =>
        from property in Parameters(cmdlet)
        from declaration in property.GetCustomAttributes<ParameterAttribute>()
        from set in declaration.ParameterSetName == ParameterAttribute.AllParameterSets ? Sets(cmdlet) : [declaration.ParameterSetName]
        select (set, property, declaration);

    // A default set may have no parameter of its own.
    private static List<string> Sets(Type cmdlet) =>
        [.. Parameters(cmdlet).SelectMany(p => p.GetCustomAttributes<ParameterAttribute>()).Select(a => a.ParameterSetName)
            .Where(s => s != ParameterAttribute.AllParameterSets).Append(Head(cmdlet).DefaultParameterSetName).Distinct()];
}
