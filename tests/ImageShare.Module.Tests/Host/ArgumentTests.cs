using Xunit;

namespace ImageShare.Tests.Host;

public sealed class ArgumentTests
{
    private const string Script = "param([string] $Name, [switch] $Force, [int] $Count = 1) \"$Name|$Force|$Count|$($args -join ',')\"";

    [Theory]
    [InlineData("|False|1|", new string[0])]
    [InlineData("vm1|False|1|", new[] { "vm1" })]
    [InlineData("vm1|True|1|", new[] { "-Name", "vm1", "-Force" })]
    [InlineData("vm1|False|3|", new[] { "-Name:vm1", "-Force:$false", "-Count", "3" })]
    [InlineData("v m|True|1|", new[] { "-Force", "-Name:", "v m" })]
    [InlineData("vm1|False|-2|x", new[] { "vm1", "-2", "x" })]
    public async Task Reach_the_script_as_with_pwsh_File(string expected, string[] arguments) =>
        Assert.Equal(expected + "\n", (await ScriptRun.OfAsync(Script, arguments)).Output);
}
