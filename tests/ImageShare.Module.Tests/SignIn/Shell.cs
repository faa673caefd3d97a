using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.SignIn;

/// <summary>
/// A session of the real engine with the built module. <c>@publisher</c> and <c>@consumer</c> say where to sign in.
/// </summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace _runspace;

    public Shell(SandboxAccounts accounts, PSHost? host = null)
    {
        _runspace = SandboxRunspace.Open(accounts, host);
        foreach (var (name, tenant) in (ReadOnlySpan<(string, TenantAccount)>)[
            ("publisher", accounts.Publisher), ("consumer", accounts.Consumer)])
        {
            this[name] = new Hashtable { ["Environment"] = accounts.Environment, ["TenantId"] = tenant.TenantId };
        }
    }

    /// <summary>A variable of the session.</summary>
    public object? this[string variable]
    {
        get => _runspace.SessionStateProxy.GetVariable(variable);
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    public PowerShell Create(string script) => PowerShell.Create(_runspace).AddScript(script);

    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = Create(script);
        return [.. shell.Invoke()];
    }

    /// <summary>The only object that the script writes, seen through its properties.</summary>
    public dynamic One(string script) => Run(script).Single();

    /// <summary>The error that ends the script.</summary>
    public Refusal Refused(string script) => Run($"try {{ {script} }} catch {{ $_ }}") is [{ BaseObject: ErrorRecord record }]
        ? Refusal.Of(record)
        : throw new InvalidOperationException("Nothing was refused.");

    public void Dispose() => _runspace.Dispose();
}

/// <summary>What a user sees of an error.</summary>
internal sealed record Refusal(string Id, ErrorCategory Category, object? Target, string Text, string? Fix)
{
    public static Refusal Of(ErrorRecord record) => new(
        record.FullyQualifiedErrorId.Split(',')[0], record.CategoryInfo.Category, record.TargetObject,
        record.ErrorDetails?.Message ?? record.Exception.Message, record.ErrorDetails?.RecommendedAction);
}
