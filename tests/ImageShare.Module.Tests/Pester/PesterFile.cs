using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;
using Microsoft.PowerShell;

namespace ImageShare.Tests.Pester;

/// <summary>One *.Tests.ps1: discovered once, run once, when the first of its results is asked for.</summary>
internal sealed class PesterFile
{
    // PowerShell's own try/catch makes a failing statement end the body, as in Pester. Names are ones that no test uses.
    private const string Driver = """
        $______runTest = {
            $______node = $args[0]
            $______node.Define($ExecutionContext.SessionState)
            try {
                foreach ($______body in $______node.BeforeEach) { . $______body }
                $______node.Start()
                $null = . $______node.Body
                $______node.End()
            }
            catch { $______node.Fail($_) }
            foreach ($______body in $______node.AfterEach) { try { . $______body } catch { $______node.Fail($_) } }
        }
        $______runBlock = {
            $______node = $args[0]
            $______node.Define($ExecutionContext.SessionState)
            try {
                foreach ($______body in $______node.Setups.BeforeAll) { . $______body }
                foreach ($______child in $______node.Pending) {
                    if ($______child.Body) { & $______runTest $______child } else { & $______runBlock $______child }
                }
            }
            catch { $______node.Fail($_) }
            foreach ($______body in $______node.Setups.AfterAll) { try { . $______body } catch { $______node.Fail($_) } }
        }
        $null = & $______runBlock $args[0]
        """;

    private readonly string _path;
    private readonly Discovery _discovery = new();
    private readonly Runspace _runspace;
    private readonly Lazy<bool> _run;

    /// <param name="path">The file.</param>
    /// <param name="accounts">What it sees as <c>$Sandbox</c>; the one sandbox of the run when null.</param>
    public PesterFile(string path, SandboxAccounts? accounts = null)
    {
        _path = path;
        _runspace = OpenRunspace(_discovery, accounts);
        _run = new(Run);
        Problem = Discover();
        if (Problem is null && Tests.Count == 0)
            Problem = new("The file has no tests.");
    }

    public string Name => Path.GetFileName(_path);

    /// <summary>Why nothing of the file can run.</summary>
    public PesterException? Problem { get; }

    public IReadOnlyList<Test> Tests => [.. _discovery.Root.Tests];

    /// <summary>Null when the test passed.</summary>
    public PesterException? FailureOf(int test) => Problem ?? (_run.Value ? Tests[test].Failure : Test.DidNotEnd);

    /// <summary>The engine's own commands and the words of a test file; nothing else is loaded behind a test's back.</summary>
    public static Runspace OpenRunspace(Discovery discovery, SandboxAccounts? accounts = null)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;

        state.Variables.Add(new SessionStateVariableEntry(Discovery.Variable, discovery, null, ScopedItemOptions.Constant));
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, null));
        if (accounts is not null)
            state.Variables.Add(SandboxVariable.Entry(accounts));
        Add<AddBlockCommand>("Add-Block", "Describe", "Context");
        Add<AddTestCommand>("Add-Test", "It");
        Add<AddSetupCommand>("Add-Setup", "BeforeAll", "AfterAll", "BeforeEach", "AfterEach");
        Add<InvokeBeforeDiscoveryCommand>("Invoke-BeforeDiscovery", "BeforeDiscovery");
        Add<ShouldCommand>("Assert-Value", "Should");
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;

        void Add<TCmdlet>(string name, params string[] words) where TCmdlet : PSCmdlet
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, typeof(TCmdlet), null));
            foreach (var word in words)
                state.Commands.Add(new SessionStateAliasEntry(word, name));
        }
    }

    private PesterException? Discover()
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript("try { . $args[0] } catch { $_ }", useLocalScope: true).AddArgument(_path);
        var error = shell.Invoke().Select(said => said?.BaseObject).OfType<ErrorRecord>().FirstOrDefault();
        return error is null ? null : new(error);
    }

    private bool Run()
    {
        using var runspace = _runspace;
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(Driver).AddArgument(_discovery.Root).Invoke();
        return true;
    }
}
