using System.Xml.Linq;
using ImageShare.Help.Module;
using ImageShare.Help.Pages;

namespace ImageShare.Help.Writing;

/// <summary>A parameter in the help schema: in the syntax, or in the list with its description.</summary>
internal static class MamlParameter
{
    public static XElement Write(ParameterFacts parameter, HelpPage page, bool isSyntax) => new(
        Maml.Command + "parameter",
        new XAttribute("required", Text(parameter.IsMandatory)),
        new XAttribute("variableLength", Text(parameter.IsArray)),
        new XAttribute("globbing", Text(parameter.AcceptsWildcards)),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position?.ToString() ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml.Text + "name", parameter.Name),
        Maml.Description(Description(parameter, page)),
        Value(parameter, isSyntax),
        new XElement(Maml.Dev + "type", new XElement(Maml.Text + "name", parameter.TypeName), new XElement(Maml.Text + "uri")),
        new XElement(Maml.Dev + "defaultValue", Default(parameter, page)));

    // A switch takes no value in the syntax; a list of values stands there in braces.
    private static XElement? Value(ParameterFacts parameter, bool isSyntax) => parameter switch
    {
        { IsSwitch: true } when isSyntax => null,
        { Values.Count: > 0 } when isSyntax => new XElement(
            Maml.Command + "parameterValueGroup",
            parameter.Values.Select(v => new XElement(
                Maml.Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), v))),
        _ => new XElement(
            Maml.Command + "parameterValue",
            new XAttribute("required", Text(!parameter.IsSwitch)),
            new XAttribute("variableLength", Text(parameter.IsArray)),
            parameter.TypeName),
    };

    private static IReadOnlyList<string> Description(ParameterFacts parameter, HelpPage page) => parameter.Name switch
    {
        _ when !parameter.IsCommon => parameter.Values.Count == 0
            ? page.DescriptionOf(parameter.Name)
            : [.. page.DescriptionOf(parameter.Name), $"Values: {string.Join(", ", parameter.Values)}."],
        "WhatIf" => ["Shows each change that would be made, and makes none."],
        _ => ["Asks before each change."],
    };

    // The page's words, not the property's value: a number that nobody gave is 0 there, and means something else.
    private static string Default(ParameterFacts parameter, HelpPage page) =>
        page.DefaultOf(parameter.Name) ?? (parameter.IsSwitch ? "False" : "None");

    private static string Text(bool value) => value ? "true" : "false";
}
