using System.Globalization;
using System.Text;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>Writes blocks and arguments of Terraform's language.</summary>
internal sealed class HclText
{
    private readonly StringBuilder _text = new();
    private string _indent = "";

    public HclText Block(string head, Action inside)
    {
        if (_indent.Length == 0 && _text.Length > 0)
            _text.Append('\n');
        _text.Append(_indent).Append(head).Append(" {\n");
        _indent += "  ";
        inside();
        _indent = _indent[2..];
        _text.Append(_indent).Append("}\n");
        return this;
    }

    /// <summary>An argument; none when the value is null.</summary>
    public HclText Set(string name, string? value) => value is null ? this : Raw($"{name} = {Quote(value)}");

    public HclText Raw(string line)
    {
        _text.Append(_indent).Append(line).Append('\n');
        return this;
    }

    /// <summary>An expression when there is one, else the text.</summary>
    public HclText Reference(string name, string? expression, string text) => Raw($"{name} = {expression ?? Quote(text)}");

    /// <summary>A list; none when it is empty.</summary>
    public HclText List(string name, IEnumerable<string> items) =>
        string.Join(", ", items.Select(Quote)) is { Length: > 0 } list ? Raw($"{name} = [{list}]") : this;

    public HclText Map(string name, IEnumerable<(string Key, string Value)> members)
    {
        var lines = members.Select(m => $"{_indent}  {Quote(m.Key)} = {Quote(m.Value)}\n").ToList();
        return lines.Count == 0 ? this : Raw($"{name} = {{\n{string.Concat(lines)}{_indent}}}");
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when char.IsControl(c) => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
                _ => c.ToString(),
            });
        }

        return quoted.Replace("${", "$${").Replace("%{", "%%{").Append('"').ToString();
    }

    public override string ToString() => _text.ToString();
}
