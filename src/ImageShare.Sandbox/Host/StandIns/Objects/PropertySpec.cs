using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

/// <summary>One item of a -Property parameter: a name with wildcards, a script block, or a table of both.</summary>
internal sealed class PropertySpec
{
    private readonly PSPropertyExpression _expression;
    private readonly string? _name;

    public PropertySpec(object spec)
    {
        if ((spec is PSObject wrapped ? wrapped.BaseObject : spec) is not IDictionary table)
        {
            _expression = Expression(spec);
            return;
        }

        foreach (DictionaryEntry entry in table)
        {
            var key = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (IsPrefix(key, "expression"))
                _expression = Expression(entry.Value!);
            else if (IsPrefix(key, "name") || IsPrefix(key, "label"))
                _name = LanguagePrimitives.ConvertTo<string>(entry.Value);
            else if (IsPrefix(key, "descending"))
                Descending = LanguagePrimitives.IsTrue(entry.Value);
            else if (IsPrefix(key, "ascending"))
                Descending = !LanguagePrimitives.IsTrue(entry.Value);
            else
                throw new PSArgumentException($"The key '{key}' is not valid.");
        }

        _expression ??= _name is null ? throw new PSArgumentException("The key 'Expression' is missing.") : Expression(_name);
    }

    /// <summary>Sort-Object's own key; null when not said.</summary>
    public bool? Descending { get; }

    /// <summary>Every property that the spec names on this object, with its value.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Read(PSObject target)
    {
        foreach (var match in _expression.ResolveNames(target))
        {
            var value = match.GetValues(target).FirstOrDefault();
            yield return new(_name ?? match.ToString(), value?.Exception is null ? value?.Result : null);
        }
    }

    public object? FirstValue(PSObject target) => Read(target).FirstOrDefault().Value;

    /// <summary>The column's name where the object lacks the property.</summary>
    public string Name => _name ?? _expression.ToString();

    public bool IsWildcard => _expression.HasWildCardCharacters;

    private static PSPropertyExpression Expression(object value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is ScriptBlock block
        ? new PSPropertyExpression(block)
        : new PSPropertyExpression(LanguagePrimitives.ConvertTo<string>(value));

    private static bool IsPrefix(string key, string word) => key.Length > 0 && word.StartsWith(key, StringComparison.OrdinalIgnoreCase);
}
