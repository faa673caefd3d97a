using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageShare.Tests.Rules;

public sealed class CmdletRules
{
    private static readonly string[] ChangingVerbs =
    [
        "New", "Remove", "Set", "Update", "Grant", "Revoke", "Approve", "Export", "Disconnect", "Add", "Copy", "Enable", "Disable",
        "Publish",
    ];

    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "Passphrase", "Credential"];
    private static readonly Type?[] LooseTypes = [typeof(bool), typeof(object), typeof(PSObject)];
    private static readonly Type[] SecretTypes = [typeof(SecureString), typeof(PSCredential), typeof(SwitchParameter)];

    public static TheoryData<string> Cmdlets => [.. BuiltModule.Cmdlets.Select(BuiltModule.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_verb_is_approved_and_the_class_is_named_after_the_cmdlet(string name)
    {
        var (type, verb) = (Cmdlet(name), BuiltModule.Head(Cmdlet(name)).VerbName);
        Assert.Contains(verb, ApprovedVerbs());
        Assert.Equal(name.Replace("-", "", StringComparison.Ordinal) + "Command", type.Name);
        Assert.Equal("ImageShare.Commands", type.Namespace);
        Assert.Matches("^[A-Z][A-Za-z]*([^s]|ss)$", BuiltModule.Head(type).NounName);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void It_is_sealed_and_says_what_it_writes(string name)
    {
        Assert.True(Cmdlet(name).IsSealed);
        Assert.NotEmpty(Cmdlet(name).GetCustomAttributes<OutputTypeAttribute>());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_changes_something_takes_WhatIf(string name)
    {
        var head = BuiltModule.Head(Cmdlet(name));
        Assert.Equal(ChangingVerbs.Contains(head.VerbName), head.SupportsShouldProcess);
        // What cannot be taken back asks: a removal, and what everyone in Azure sees.
        if (head is not ({ VerbName: "Remove" } or { NounName: "CommunityGallery" }))
            Assert.NotEqual(ConfirmImpact.High, head.ConfirmImpact);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_parameter_is_loose(string name) => Assert.All(BuiltModule.Parameters(Cmdlet(name)), parameter =>
    {
        var type = parameter.PropertyType.IsArray ? parameter.PropertyType.GetElementType() : parameter.PropertyType;
        Assert.DoesNotContain(type, LooseTypes);
        Assert.DoesNotContain(parameter.Name, PSCmdlet.CommonParameters.Concat(PSCmdlet.OptionalCommonParameters));
        Assert.Matches("^[A-Z]", parameter.Name);
    });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_secret_is_plain_text(string name)
    {
        var secrets = BuiltModule.Parameters(Cmdlet(name)).Where(p => SecretWords.Any(w => p.Name.EndsWith(w, StringComparison.Ordinal)));
        Assert.All(secrets, p => Assert.Contains(p.PropertyType, SecretTypes));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_set_has_at_most_four_positions_and_one_pipeline_value(string name)
    {
        foreach (var set in BuiltModule.Declarations(Cmdlet(name)).GroupBy(d => d.Set))
        {
            var positions = set.Where(d => d.Declaration.Position != int.MinValue).Select(d => d.Declaration.Position).ToList();
            Assert.InRange(positions.Count, 0, 4);
            Assert.Equal(positions.Count, positions.Distinct().Count());
            Assert.InRange(set.Count(d => d.Declaration.ValueFromPipeline), 0, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void One_of_several_sets_is_the_default(string name)
    {
        // Which image a VM is made from has no default.
        if (name != "New-SharedImageVM" && BuiltModule.Declarations(Cmdlet(name)).Select(d => d.Set).Distinct().Count() > 1)
            Assert.NotEqual(ParameterAttribute.AllParameterSets, BuiltModule.Head(Cmdlet(name)).DefaultParameterSetName);
    }

    // What a collection expression makes of an interface has no indexer that PowerShell sees: $app.Credentials[0] would be all of them.
    [Theory]
    [MemberData(nameof(ViewRules.OutputTypes), MemberType = typeof(ViewRules))]
    public void A_list_of_an_output_can_be_indexed(string name)
    {
        var type = BuiltModule.Model.GetType(name, throwOnError: true)!;
        var lists = type.GetProperties().Where(p => p.CanWrite && p.PropertyType.IsGenericType
            && p.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));
        Assert.All(lists, list =>
        {
            var output = RuntimeHelpers.GetUninitializedObject(type);
            list.SetValue(output, Activator.CreateInstance(typeof(List<>).MakeGenericType(list.PropertyType.GenericTypeArguments)));
            Assert.IsType<Array>(list.GetValue(output), exactMatch: false);
        });
    }

    [Fact]
    public void No_public_signature_names_a_type_of_Azure_or_of_the_engine()
    {
        var foreign = from assembly in new[] { BuiltModule.Assembly, BuiltModule.Model }
                      from reference in assembly.GetReferencedAssemblies()
                      where Regex.IsMatch(reference.Name!, @"^(Azure|Microsoft\.Identity|ImageShare\.Engine)")
                      select $"{assembly.GetName().Name} -> {reference.Name}";
        Assert.Empty(foreign);
    }

    private static Type Cmdlet(string name) => BuiltModule.Cmdlets.Single(c => BuiltModule.Name(c) == name);

    // The classes of constants that Get-Verb lists, too.
    private static IEnumerable<string> ApprovedVerbs() =>
        from type in typeof(VerbsCommon).Assembly.GetExportedTypes()
        where type.Namespace == "System.Management.Automation" && type.Name.StartsWith("Verbs", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select (string)field.GetRawConstantValue()!;
}
