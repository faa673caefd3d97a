using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageShare.Sandbox.Host.UserInterface;

namespace ImageShare.Sandbox.Demo;

/// <summary>A screen that is drawn as SVG: for a page that shows what the demo prints.</summary>
internal sealed partial class TerminalPicture : IDisposable
{
    private const int Columns = 112;
    private const double CharacterWidth = 7.8;
    private const int LineHeight = 18;
    private const int Margin = 16;
    private const string Background = "#1b1f27";
    private const string Foreground = "#d7dae0";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // The colours that PowerShell uses, as terminals show them on a dark ground.
    private static readonly Dictionary<int, string> Colors = new()
    {
        [31] = "#e06c75", [32] = "#8cc570", [33] = "#e5c07b", [34] = "#61afef", [35] = "#c678dd", [36] = "#56b6c2", [37] = Foreground,
        [91] = "#e06c75", [92] = "#8cc570", [93] = "#f2d58a", [94] = "#61afef", [95] = "#c678dd", [96] = "#6ad0dc", [97] = "#ffffff",
    };

    private string _style = "";
    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);

    public Terminal Terminal => new(_text, _text) { HasColor = true, Width = Columns };

    public void Dispose() => _text.Dispose();

    public void Save(string path)
    {
        var lines = _text.ToString().ReplaceLineEndings("\n").Trim('\n').Split('\n').SelectMany(Wrap).ToList();
        var (width, height) = ((Columns * CharacterWidth) + (2 * Margin), (lines.Count * LineHeight) + (2 * Margin));
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {width:0} {height}")),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", "ImageShare: an image shared between two companies, and a VM built from it"),
            new XElement(Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("rx", 8),
                new XAttribute("fill", Background)),
            new XElement(
                Svg + "g", new XAttribute("font-family", "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"),
                new XAttribute("font-size", 13), new XAttribute("fill", Foreground),
                lines.Select((line, row) => Draw(line, Margin + ((row + 1) * LineHeight) - 5))));
        new XDocument(svg).Save(path);
    }

    // Each run of one colour at its column, so that fonts of another width keep the tables straight.
    private XElement Draw(string line, int y)
    {
        var text = new XElement(Svg + "text", new XAttribute("y", y), new XAttribute(XNamespace.Xml + "space", "preserve"));
        var column = 0;
        foreach (var part in Escape().Split(line))
        {
            if (part.StartsWith('\x1b'))
            {
                _style = Style(part);
                continue;
            }

            if (part.Length == 0)
                continue;
            var run = new XElement(
                Svg + "tspan", new XAttribute("x", FormattableString.Invariant($"{Margin + (column * CharacterWidth):0.#}")),
                new XAttribute("textLength", FormattableString.Invariant($"{part.Length * CharacterWidth:0.#}")), part);
            if (_style.Length > 0)
                run.Add(new XAttribute("style", _style));
            text.Add(run);
            column += part.Length;
        }

        return text;
    }

    private static string Style(string escape)
    {
        var codes = escape.Trim('\x1b', '[', 'm').Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(code => int.Parse(code, CultureInfo.InvariantCulture)).ToList();
        var color = codes.Select(code => Colors.GetValueOrDefault(code)).FirstOrDefault(value => value is not null);
        return (color is null ? "" : $"fill:{color};") + (codes.Contains(1) ? "font-weight:bold;" : "");
    }

    private static IEnumerable<string> Wrap(string line)
    {
        while (Escape().Replace(line, "").Length > Columns && line.LastIndexOf(' ', Columns) is var cut and > 0)
        {
            yield return line[..cut];
            line = line[(cut + 1)..];
        }

        yield return line;
    }

    [GeneratedRegex("(\x1b\\[[0-9;]*m)")]
    private static partial Regex Escape();
}
