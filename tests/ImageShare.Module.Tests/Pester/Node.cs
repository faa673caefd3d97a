using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ImageShare.Tests.Pester;

/// <summary>A block or a test, as discovery found it.</summary>
internal abstract partial class Node(string name, Block? parent)
{
    private bool _skip;

    public string Name { get; private set; } = name;

    public Block? Parent { get; } = parent;

    public string[] Tags { get; set; } = [];

    public bool Skip { get => _skip || Parent is { Skip: true }; set => _skip = value; }

    public string Path => Parent is { Parent: not null } ? $"{Parent.Path} > {Name}" : Name;

    public abstract IEnumerable<Test> Tests { get; }

    private Dictionary<string, object?> Variables { get; } = [];

    /// <summary>Takes one item of -ForEach: the keys of a hashtable become variables, and fill the name.</summary>
    public void Take(object? item)
    {
        if (item is IDictionary pairs)
            foreach (DictionaryEntry pair in pairs)
                Variables[pair.Key.ToString()!] = pair.Value;

        Variables["_"] = item;
        Name = Placeholder().Replace(Name, match => Variables.TryGetValue(match.Groups[1].Value, out var value) ? $"{value}" : match.Value);
    }

    /// <summary>Sets the item's variables in the scope that is running.</summary>
    public void Define(SessionState state)
    {
        foreach (var (name, value) in Variables)
            state.PSVariable.Set(name, value);
    }

    /// <summary>An error of the node's own set-up or tear-down, or of the test itself. A test's first failure stays.</summary>
    public void Fail(ErrorRecord error)
    {
        foreach (var test in Tests.Where(test => test.Failure is null || test.Failure == Test.DidNotEnd))
            test.Failure = new(error);
    }

    [GeneratedRegex(@"<(\w+)>")]
    private static partial Regex Placeholder();
}

/// <summary>Describe, Context, or the file itself.</summary>
internal sealed class Block(string name, Block? parent) : Node(name, parent)
{
    public List<Node> Children { get; } = [];

    public Dictionary<string, List<ScriptBlock>> Setups { get; } =
        new(StringComparer.OrdinalIgnoreCase) { ["BeforeAll"] = [], ["AfterAll"] = [], ["BeforeEach"] = [], ["AfterEach"] = [] };

    /// <summary>What will run: nothing of a block whose tests are all skipped, its set-up included.</summary>
    public IEnumerable<Node> Pending => Children.Where(child => child.Tests.Any(test => !test.Skip));

    public override IEnumerable<Test> Tests => Children.SelectMany(child => child.Tests);
}

/// <summary>It.</summary>
internal sealed class Test(string name, Block parent, ScriptBlock body, Assertions assertions) : Node(name, parent)
{
    /// <summary>What stays when something (exit, break) left the test half-way.</summary>
    public static readonly PesterException DidNotEnd = new("The test did not run to its end.");

    private int _assertionsBefore;

    public ScriptBlock Body { get; } = body;

    /// <summary>Why it failed; null once it passed.</summary>
    public PesterException? Failure { get; set; } = DidNotEnd;

    public override IEnumerable<Test> Tests => [this];

    /// <summary>Outermost first.</summary>
    public IEnumerable<ScriptBlock> BeforeEach => Blocks.Reverse().SelectMany(block => block.Setups["BeforeEach"]);

    /// <summary>Innermost first.</summary>
    public IEnumerable<ScriptBlock> AfterEach => Blocks.SelectMany(block => block.Setups["AfterEach"]);

    private IEnumerable<Block> Blocks
    {
        get
        {
            for (var block = Parent; block is not null; block = block.Parent)
                yield return block;
        }
    }

    public void Start() => _assertionsBefore = assertions.Count;

    public void End() => Failure = assertions.Count > _assertionsBefore ? null : new("The test asserts nothing.");
}

/// <summary>How often Should was asked, so that a test that asserts nothing is seen.</summary>
internal sealed class Assertions
{
    public int Count { get; set; }
}
