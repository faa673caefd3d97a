using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace ImageShare.Tests.Pester;

/// <summary>
/// Finds what a test file may not call. Real Pester runs with the Utility and Management cmdlets and this runner without, so both see
/// the same only when test files keep to the language, .NET, the engine's own commands, the module and common.ps1.
/// </summary>
internal sealed class TestFileSyntax : IDisposable
{
    private const CommandTypes Resolved = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias;

    private readonly Runspace _runspace = PesterFile.OpenRunspace(new());
    private readonly HashSet<string> _common;

    public TestFileSyntax()
    {
        _common = Functions(Parse(File.ReadAllText(Repository.Common)));
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Import-Module").AddArgument(Repository.Module).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Each refused call as "line: text".</summary>
    public IReadOnlyList<string> Refused(string script)
    {
        var ast = Parse(script);
        HashSet<string> known = [.. _common, .. Functions(ast)];
        return
        [
            .. from call in ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
               where !(call.GetCommandName() is { } name ? known.Contains(name) || IsCommand(name) : IsBlock(call.CommandElements[0]))
               select $"{call.Extent.StartLineNumber}: {call.Extent.Text}",
        ];
    }

    private bool IsCommand(string name) => _runspace.SessionStateProxy.InvokeCommand.GetCommand(name, Resolved) switch
    {
        AliasInfo alias => alias.ResolvedCommand is CmdletInfo or FunctionInfo,
        var command => command is not null,
    };

    // What stands behind a variable or in braces is looked at where it is written.
    private static bool IsBlock(CommandElementAst called) => called
        is VariableExpressionAst or ScriptBlockExpressionAst or ParenExpressionAst
        or ExpandableStringExpressionAst { Value: "$PSScriptRoot/common.ps1" or "$PSScriptRoot/../common.ps1" };

    private static ScriptBlockAst Parse(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        return errors.Length == 0 ? ast : throw new ParseException(errors);
    }

    private static HashSet<string> Functions(ScriptBlockAst ast) =>
        ast.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true)
            .Select(node => ((FunctionDefinitionAst)node).Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
