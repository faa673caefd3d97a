using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageShare.Tests.Rules;

/// <summary>What can be listed can be completed.</summary>
public sealed class CompletionRules
{
    // By the parameter's name or an alias of it.
    private static readonly (string Pattern, string[] Completers)[] Listed =
    [
        ("^Location$|Region$", ["LocationCompleter"]),
        ("Size$", ["SizeCompleter"]),
        ("^ResourceGroupName$", ["ResourceGroupCompleter"]),
        ("GalleryName$", ["GalleryCompleter"]),
        ("^(ImageName|GalleryImageDefinitionName)$", ["ImageCompleter", "HandoverImageCompleter"]),
        ("RoleDefinition(Name|Id)$", ["RoleCompleter"]),
        ("SubscriptionId$", ["SubscriptionCompleter"]),
        ("^Environment$", ["EnvironmentCompleter"]),
    ];

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Get-SharedImage -PublicGalleryName"] = "The public name of another company's gallery: Resource Manager has no list of them.",
        ["Grant-GalleryDirectAccess -ConsumerSubscriptionId"] = "A subscription of another company, which no sign-in of the publisher sees.",
        ["Revoke-GalleryDirectAccess -ConsumerSubscriptionId"] = "The same.",
    };

    public static TheoryData<string> Parameters =>
    [
        .. from cmdlet in BuiltModule.Cmdlets
           from parameter in BuiltModule.Parameters(cmdlet)
           where CompletersFor(parameter).Any()
           select $"{BuiltModule.Name(cmdlet)} -{parameter.Name}",
    ];

    [Theory]
    [MemberData(nameof(Parameters))]
    public void What_can_be_listed_is_completed(string name)
    {
        var completer = Parameter(name).GetCustomAttribute<ArgumentCompleterAttribute>()?.Type;
        if (Exceptions.ContainsKey(name))
            Assert.Null(completer);
        else
            Assert.Contains(completer?.Name, CompletersFor(Parameter(name)));
    }

    [Fact]
    public void Each_exception_is_a_parameter_that_the_rule_is_about() =>
        Assert.All(Exceptions.Keys, name => Assert.Contains(name, Parameters.Select(row => row.Data)));

    [Fact]
    public void Each_part_of_the_rule_is_about_something() => Assert.All(Listed, part =>
        Assert.Contains(BuiltModule.Cmdlets.SelectMany(BuiltModule.Parameters), p => Names(p).Any(n => Regex.IsMatch(n, part.Pattern))));

    private static PropertyInfo Parameter(string name)
    {
        var (cmdlet, parameter) = (name.Split(" -")[0], name.Split(" -")[1]);
        return BuiltModule.Cmdlets.Single(c => BuiltModule.Name(c) == cmdlet).GetProperty(parameter)!;
    }

    private static IEnumerable<string> CompletersFor(PropertyInfo parameter) =>
        Listed.Where(part => Names(parameter).Any(name => Regex.IsMatch(name, part.Pattern))).SelectMany(part => part.Completers);

    private static IEnumerable<string> Names(PropertyInfo parameter) =>
        [parameter.Name, .. parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];
}
