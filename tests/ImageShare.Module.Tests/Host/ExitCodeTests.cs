using Xunit;

namespace ImageShare.Tests.Host;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function Stop-Here { exit 4 }; Stop-Here; 'not reached'", 4)]
    [InlineData("Write-Error 'goes on'; 'done'", 0)]
    [InlineData("throw 'no further'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Nothing; 'not reached'", 1)]
    [InlineData("'never starts' +", 1)]
    [InlineData("#requires -Modules NoSuchModule", 1)]
    public async Task Is_the_scripts(string script, int expected)
    {
        var run = await ScriptRun.OfAsync(script);

        Assert.Equal(expected, run.ExitCode);
        Assert.DoesNotContain("not reached", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_native_program_is_not_the_scripts()
    {
        var run = await ScriptRun.OfAsync($"& '{Environment.ProcessPath}' --no-such-option *> $null; \"it said $LASTEXITCODE\"");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("it said 0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_told_with_the_error()
    {
        var run = await ScriptRun.OfAsync("throw 'no further'");

        Assert.Contains("no further", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
