using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ImageShare.Tests.Pester;

/// <summary>Should: one parameter set for each operator, so that PowerShell itself refuses an unknown one or two at once.</summary>
[Cmdlet(VerbsLifecycle.Assert, "Value")]
internal sealed class ShouldCommand : PSCmdlet
{
    private readonly List<object?> _actual = [];

    [Parameter(ValueFromPipeline = true), AllowNull, AllowEmptyString, AllowEmptyCollection]
    public object? ActualValue { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Be)), AllowNull, AllowEmptyString, AllowEmptyCollection]
    public object? Be { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeExactly)), AllowNull, AllowEmptyString, AllowEmptyCollection]
    public object? BeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeTrue))]
    public SwitchParameter BeTrue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeFalse))]
    public SwitchParameter BeFalse { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeNullOrEmpty))]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeOfType))]
    public object BeOfType { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLike))]
    public string BeLike { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = nameof(Match))]
    public string Match { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = nameof(HaveCount))]
    public int HaveCount { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Contain)), AllowNull]
    public object? Contain { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeGreaterThan))]
    public object? BeGreaterThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLessThan))]
    public object? BeLessThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Throw))]
    public SwitchParameter Throw { get; set; }

    [Parameter(Position = 0, ParameterSetName = nameof(Throw))]
    public string ExpectedMessage { get; set; } = "*";

    [Parameter(ParameterSetName = nameof(Throw))]
    public string ErrorId { get; set; } = "*";

    [Parameter(ParameterSetName = nameof(Throw))]
    public Type ExceptionType { get; set; } = typeof(Exception);

    [Parameter(ParameterSetName = nameof(Throw))]
    public SwitchParameter PassThru { get; set; }

    private string Operator => ParameterSetName;

    protected override void ProcessRecord() => _actual.Add(ActualValue);

    protected override void EndProcessing()
    {
        Discovery.Of(this).Assertions.Count++;
        switch (Operator)
        {
            case nameof(Be): Expect(Same(_actual, Items(Be), ignoreCase: true), Be); break;
            case nameof(BeExactly): Expect(Same(_actual, Items(BeExactly), ignoreCase: false), BeExactly); break;
            case nameof(BeNullOrEmpty): Expect(_actual.Count == 0 || _actual.Count == 1 && IsNullOrEmpty(_actual[0])); break;
            case nameof(HaveCount): Expect(_actual.Count == HaveCount, HaveCount); break;
            case nameof(Contain): Expect(_actual.DefaultIfEmpty().Any(IsContained), Contain); break;
            case nameof(Throw): _actual.ForEach(ExpectThrow); break;
            default: ExpectEach(); break;
        }
    }

    private void ExpectEach()
    {
        foreach (var item in _actual.DefaultIfEmpty())
        {
            var (expected, holds) = Operator switch
            {
                nameof(BeTrue) => (null, LanguagePrimitives.IsTrue(item)),
                nameof(BeFalse) => (null, !LanguagePrimitives.IsTrue(item)),
                nameof(BeOfType) => (BeOfType, IsOfType(item, TypeNamed(BeOfType))),
                nameof(BeLike) => (BeLike, WildcardPattern.Get(BeLike, WildcardOptions.IgnoreCase).IsMatch(Text(item))),
                nameof(Match) => (Match, Regex.IsMatch(Text(item), Match, RegexOptions.IgnoreCase)),
                nameof(BeGreaterThan) => (BeGreaterThan, LanguagePrimitives.Compare(item, BeGreaterThan, ignoreCase: true) > 0),
                nameof(BeLessThan) => (BeLessThan, LanguagePrimitives.Compare(item, BeLessThan, ignoreCase: true) < 0),
                _ => throw new NotSupportedException(Operator),
            };
            Expect(holds, expected, [item]);
        }
    }

    private void ExpectThrow(object? item)
    {
        var body = Unwrapped(item) as ScriptBlock ?? throw new ArgumentException("Should -Throw needs a script block.");
        var thrown = InvokeCommand.InvokeScript(true, ScriptBlock.Create("try { $null = & $args[0] } catch { $_ }"), null, body);
        var error = thrown is [var record] ? (ErrorRecord)record.BaseObject : null;
        var matches = error is not null && (Not || Like(error.Exception.Message, ExpectedMessage)
            && Like(error.FullyQualifiedErrorId, ErrorId) && ExceptionType.IsInstanceOfType(error.Exception));
        var said = error is null ? null : $"{error} ({error.FullyQualifiedErrorId})";
        Expect(matches, $"{ExceptionType.Name} '{ExpectedMessage}' ({ErrorId})", [said]);
        if (PassThru)
            WriteObject(error);
    }

    private bool IsContained(object? item) => LanguagePrimitives.Equals(item, Contain, ignoreCase: true);

    private void Expect(bool holds, object? expected = null, List<object?>? actual = null)
    {
        if (holds != Not)
            return;

        var said = MyInvocation.BoundParameters.ContainsKey(nameof(Because)) ? $", because {Because}" : "";
        var message = $"Expected {(Not ? "not " : "")}{Operator} {Shown(Items(expected))}{said}, but got {Shown(actual ?? _actual)}.";
        ThrowTerminatingError(new(new InvalidOperationException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, null));
    }

    private static bool Same(List<object?> actual, List<object?> expected, bool ignoreCase) =>
        IsNothing(actual) || IsNothing(expected)
            ? IsNothing(actual) && IsNothing(expected)
            : actual.Count == expected.Count && actual.Zip(expected).All(pair => SameItem(pair.First, pair.Second, ignoreCase));

    private static bool SameItem(object? actual, object? expected, bool ignoreCase) =>
        Unwrapped(actual) is Array || Unwrapped(expected) is Array
            ? Same(Items(actual), Items(expected), ignoreCase)
            : LanguagePrimitives.Equals(expected, actual, ignoreCase);

    private static bool IsNothing(List<object?> items) => items is [] or [null];

    private static bool IsNullOrEmpty(object? item) =>
        Unwrapped(item) is IDictionary pairs ? pairs.Count == 0 : Text(item).Length == 0;

    private static bool IsOfType(object? item, Type type) => type.IsInstanceOfType(item) || type.IsInstanceOfType(Unwrapped(item));

    private static bool Like(string text, string pattern) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);

    private static List<object?> Items(object? value) => value is null ? [null] : [.. LanguagePrimitives.ConvertTo<object?[]>(value)];

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";

    private static Type TypeNamed(object type) =>
        Unwrapped(type) is Type known ? known : LanguagePrimitives.ConvertTo<Type>(Text(type).TrimStart('[').TrimEnd(']'));

    private static string Shown(List<object?> items) =>
        string.Join(", ", items.Select(item => Unwrapped(item) switch { null => "$null", string text => $"'{text}'", _ => Text(item) }));
}
