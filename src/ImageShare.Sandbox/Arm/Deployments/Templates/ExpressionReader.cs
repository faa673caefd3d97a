using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>Reads a template expression and computes it on the way: calls, strings, numbers, members and indexes.</summary>
internal sealed class ExpressionReader(string text, TemplateScope scope)
{
    private int _at;

    public JsonNode? Read()
    {
        var value = Value();
        return _at == text.Length ? value : throw Malformed();
    }

    private JsonNode? Value()
    {
        var value = First();
        while (true)
        {
            if (Take('.'))
                value = Member(value, Name());
            else if (Take('['))
                value = Element(value);
            else
                return value;
        }
    }

    private JsonNode? First()
    {
        SkipBlanks();
        var next = Peek();
        if (next == '\'')
            return Text();

        if (next == '-' || char.IsAsciiDigit(next))
            return Number();

        var name = Name();
        return TemplateFunctions.Call(scope, name, Arguments());
    }

    private List<JsonNode?> Arguments()
    {
        var arguments = new List<JsonNode?>();
        Expect('(');
        if (Take(')'))
            return arguments;

        do
        {
            arguments.Add(Value());
        }
        while (Take(','));
        Expect(')');
        return arguments;
    }

    private JsonNode? Element(JsonNode? target)
    {
        var key = Value();
        Expect(']');
        if (target is JsonArray array && key is JsonValue number && number.TryGetValue<int>(out var index))
        {
            return index >= 0 && index < array.Count
                ? array[index]
                : throw TemplateErrors.Expression($"The language expression property array index '{index}' is out of bounds.");
        }

        return Member(target, TemplateFunctions.Text(key));
    }

    private static JsonNode? Member(JsonNode? target, string name)
    {
        if (target is not JsonObject parent)
            throw TemplateErrors.Expression($"The language expression property '{name}' can't be evaluated.");

        return parent.TryGetPropertyValue(name, out var value)
            ? value
            : throw TemplateErrors.Expression(
                $"The language expression property '{name}' doesn't exist, available properties are "
                + $"'{string.Join(", ", parent.Select(p => p.Key))}'.");
    }

    private string Name()
    {
        SkipBlanks();
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
            _at++;

        return _at > start ? text[start.._at] : throw Malformed();
    }

    private JsonValue Number()
    {
        var start = _at++;
        while (char.IsAsciiDigit(Peek()))
            _at++;

        return int.TryParse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : throw Malformed();
    }

    // A quote inside is written twice.
    private JsonValue Text()
    {
        var read = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '\'')
                read.Append(text[_at]);
            else if (_at + 1 < text.Length && text[_at + 1] == '\'')
                read.Append(text[_at++]);
            else
                break;
        }

        if (_at++ >= text.Length)
            throw Malformed();

        return JsonValue.Create(read.ToString());
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private bool Take(char expected)
    {
        SkipBlanks();
        if (Peek() != expected)
            return false;

        _at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw Malformed();
    }

    private void SkipBlanks()
    {
        while (char.IsWhiteSpace(Peek()))
            _at++;
    }

    private ArmException Malformed() => TemplateErrors.Expression($"The language expression '{text}' is not valid.");
}
