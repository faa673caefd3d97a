using Xunit;

namespace ImageShare.Tests.Host;

public sealed class OutputTests
{
    private const char Escape = '\u001b';

    [Theory]
    [InlineData("Write-Warning 'w'", "WARNING: w\n")]
    [InlineData("Write-Verbose 'v' -Verbose", "VERBOSE: v\n")]
    [InlineData("Write-Verbose 'v'", "")]
    [InlineData("Write-Debug 'd' -Debug", "DEBUG: d\n")]
    [InlineData("Write-Information 'i' -InformationAction Continue", "i\n")]
    [InlineData("Write-Information 'i'", "")]
    [InlineData("Write-Host 'h' 1, 2 -NoNewline; Write-Host '!'", "h 1 2!\n")]
    [InlineData("'o', 5", "o\n5\n")]
    public async Task Shows_each_stream(string script, string expected) => Assert.Equal(expected, (await ScriptRun.OfAsync(script)).Output);

    [Fact]
    public async Task Formats_objects_as_the_engine_does()
    {
        var run = await ScriptRun.OfAsync("foreach ($n in 2, 16) { [pscustomobject]@{ Name = 'vm'; Cores = $n } }");

        Assert.Equal(["Name Cores", "---- -----", "vm       2", "vm      16"], Lines(run.Output));
    }

    [Fact]
    public async Task Prints_errors_concisely_with_what_to_do_on_the_error_output()
    {
        var run = await ScriptRun.OfAsync("Write-Error 'The door is shut.' -RecommendedAction 'Knock.'");

        Assert.Empty(run.Output);
        Assert.Contains("| The door is shut.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Recommendation: Knock.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_plain_text_when_redirected()
    {
        var run = await ScriptRun.OfAsync(
            "[pscustomobject]@{ A = 1 }; \"$($PSStyle.Bold)b\"; Write-Host x -ForegroundColor Red; Write-Warning y; Get-Nothing");

        Assert.DoesNotContain(Escape, run.Output);
        Assert.DoesNotContain(Escape, run.Error);
    }

    [Fact]
    public async Task Has_colours_on_a_screen()
    {
        var run = await ScriptRun.OfAsync(
            "Write-Host x -ForegroundColor Red; Get-Nothing", terminal: redirected => redirected with { IsScreen = true, HasColor = true });

        Assert.Contains(Escape, run.Output);
        Assert.Contains(Escape, run.Error);
    }

    [Fact]
    public async Task Shows_progress_on_a_screen_and_takes_it_away_again()
    {
        const string script = "Write-Progress 'Waiting' 'role' -PercentComplete 40; 'next'; Write-Progress 'Waiting' -Completed";

        var screen = await ScriptRun.OfAsync(script, terminal: redirected => redirected with { IsScreen = true, Width = 20 });
        var redirected = await ScriptRun.OfAsync(script);

        Assert.Equal($"Waiting 40%: role\r{new string(' ', 19)}\rnext\n", screen.Output);
        Assert.Equal("next\n", redirected.Output);
    }

    [Theory]
    [InlineData("Read-Host")]
    [InlineData("Get-Credential -UserName me")]
    [InlineData("$Host.UI.PromptForChoice('Sure?', '', [System.Management.Automation.Host.ChoiceDescription[]] @('&Yes', '&No'), 0)")]
    public async Task Asks_nobody_when_input_is_redirected(string script)
    {
        var run = await ScriptRun.OfAsync(script);

        Assert.Contains("nobody can be asked", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_missing_parameter_when_input_is_redirected()
    {
        var run = await ScriptRun.OfAsync("param([Parameter(Mandatory)] $Name)");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("missing mandatory parameters: Name", run.Error, StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
