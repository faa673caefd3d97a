using System.Management.Automation;

namespace ImageShare.Tests.Pester;

/// <summary>What the words of a test file tell, while it is discovered and while it runs.</summary>
internal sealed class Discovery
{
    /// <summary>The name under which the file's runspace holds it.</summary>
    public const string Variable = "______discovery";

    public Block Root { get; } = new("", null);

    public Block Current { get; set; }

    public Assertions Assertions { get; } = new();

    public Discovery() => Current = Root;

    public static Discovery Of(PSCmdlet cmdlet) => (Discovery)cmdlet.SessionState.PSVariable.GetValue(Variable);
}
