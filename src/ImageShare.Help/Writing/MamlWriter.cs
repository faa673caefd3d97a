using System.Xml.Linq;
using ImageShare.Help.Module;
using ImageShare.Help.Pages;

namespace ImageShare.Help.Writing;

/// <summary>Writes the help of all cmdlets in the XML that Get-Help reads (MAML).</summary>
internal static class MamlWriter
{
    public static XDocument Write(IEnumerable<(CmdletFacts Cmdlet, HelpPage Page, IReadOnlyList<string> Notes)> cmdlets) => new(
        new XElement(Maml.Root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(c => Command(c.Cmdlet, c.Page, c.Notes))));

    private static XElement Command(CmdletFacts cmdlet, HelpPage page, IReadOnlyList<string> notes) => new(
        Maml.Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml.Text),
        new XAttribute(XNamespace.Xmlns + "command", Maml.Command),
        new XAttribute(XNamespace.Xmlns + "dev", Maml.Dev),
        new XElement(Maml.Command + "details",
            new XElement(Maml.Command + "name", cmdlet.Name),
            new XElement(Maml.Command + "verb", cmdlet.Verb),
            new XElement(Maml.Command + "noun", cmdlet.Noun),
            Maml.Description([page.Synopsis])),
        Maml.Description(page.Description),
        new XElement(Maml.Command + "syntax", cmdlet.Sets.Select(set => new XElement(
            Maml.Command + "syntaxItem",
            new XElement(Maml.Text + "name", cmdlet.Name),
            set.Parameters.Where(p => !p.IsHidden).Select(p => MamlParameter.Write(p, page, isSyntax: true))))),
        new XElement(Maml.Command + "parameters", cmdlet.Parameters.Select(p => MamlParameter.Write(p, page, isSyntax: false))),
        new XElement(Maml.Command + "inputTypes", page.Inputs.Select(i => Type("inputType", i))),
        new XElement(Maml.Command + "returnValues", page.Outputs.Select(o => Type("returnValue", o))),
        new XElement(Maml.Text + "alertSet", new XElement(Maml.Text + "alert", Maml.Paragraphs(notes))),
        new XElement(Maml.Command + "examples", page.Examples.Select(Example)),
        new XElement(Maml.Command + "relatedLinks", page.Links.Select(l => new XElement(
            Maml.Text + "navigationLink",
            new XElement(Maml.Text + "linkText", l.Text),
            new XElement(Maml.Text + "uri", l.Address)))));

    private static XElement Type(string element, HelpItem item) => new(
        Maml.Command + element,
        new XElement(Maml.Dev + "type", new XElement(Maml.Text + "name", item.Name)),
        Maml.Description(item.Text));

    private static XElement Example(HelpExample example, int index) => new(
        Maml.Command + "example",
        new XElement(Maml.Text + "title", $"----- Example {index + 1}: {example.Title} -----"),
        new XElement(Maml.Dev + "code", example.Code),
        new XElement(Maml.Dev + "remarks", Maml.Paragraphs([.. example.Remarks, ""])));
}
