using System.Management.Automation;

namespace ImageShare.Tests.Pester;

// A cmdlet's name needs a hyphen, so the words of a test file are aliases of these.

/// <summary>What Describe, Context and It have in common.</summary>
internal abstract class NodeCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Body { get; set; } = ScriptBlock.Create("");

    [Parameter, AllowNull]
    public object?[]? ForEach { get; set; }

    [Parameter]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    private protected Discovery Discovery => Discovery.Of(this);

    protected override void EndProcessing()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ForEach)))
            Add(Create());
        else if (ForEach is not { Length: > 0 })
            throw new ArgumentException($"-ForEach of '{Name}' has no items.");

        foreach (var item in ForEach ?? [])
        {
            var node = Create();
            node.Take(item is PSObject { BaseObject: System.Collections.IDictionary pairs } ? pairs : item);
            Add(node);
        }
    }

    private protected abstract Node Create();

    private protected virtual void Add(Node node)
    {
        (node.Skip, node.Tags) = (Skip, Tag);
        Discovery.Current.Children.Add(node);
    }
}

/// <summary>Describe, Context.</summary>
[Cmdlet(VerbsCommon.Add, "Block")]
internal sealed class AddBlockCommand : NodeCommand
{
    private static readonly string Script = "$args[0].Define($ExecutionContext.SessionState); . $args[1]";

    private protected override Node Create() => new Block(Name, Discovery.Current);

    private protected override void Add(Node node)
    {
        base.Add(node);
        Discovery.Current = (Block)node;
        InvokeCommand.InvokeScript(true, ScriptBlock.Create(Script), null, node, Body);
        Discovery.Current = node.Parent!;
    }
}

/// <summary>It.</summary>
[Cmdlet(VerbsCommon.Add, "Test")]
internal sealed class AddTestCommand : NodeCommand
{
    private protected override Node Create() =>
        Discovery.Current == Discovery.Root
            ? throw new InvalidOperationException($"It '{Name}' stands in no Describe.")
            : new Test(Name, Discovery.Current, Body, Discovery.Assertions);
}

/// <summary>BeforeAll, AfterAll, BeforeEach, AfterEach: which one, the alias says.</summary>
[Cmdlet(VerbsCommon.Add, "Setup")]
internal sealed class AddSetupCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Body { get; set; } = ScriptBlock.Create("");

    protected override void EndProcessing()
    {
        var (word, discovery) = (MyInvocation.InvocationName, Discovery.Of(this));
        if (discovery.Current == discovery.Root && word.EndsWith("Each", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{word} stands in no Describe.");

        var bodies = discovery.Current.Setups[word];
        if (bodies.Count > 0)
            throw new InvalidOperationException($"{word} stands twice in one block.");

        bodies.Add(Body);
    }
}

/// <summary>BeforeDiscovery: what it sets is seen by the rest of the file's discovery.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BeforeDiscovery")]
internal sealed class InvokeBeforeDiscoveryCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Body { get; set; } = ScriptBlock.Create("");

    protected override void EndProcessing() => InvokeCommand.InvokeScript(false, ScriptBlock.Create(". $args[0]"), null, Body);
}
