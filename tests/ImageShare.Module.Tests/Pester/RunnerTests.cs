using Xunit;

namespace ImageShare.Tests.Pester;

/// <summary>The runner fails what must fail, and runs what Pester runs in Pester's order.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.Tests.ps1");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("1 | Should -Be 2", "Expected Be 2, but got 1.")]
    [InlineData("1 | Should -Be 2 -Because 'I say so'", "because I say so")]
    [InlineData("1 | Should -Not -Be 1", "Expected not Be 1")]
    [InlineData("1 | Should -Bogus 1", "Bogus")]
    [InlineData("1 | Should", "Parameter set")]
    [InlineData("1 | Should -Be 1 -Match 1", "Parameter set")]
    [InlineData("$x = 1", "asserts nothing")]
    [InlineData("{ 1 | Should -Be 1 }", "asserts nothing")]
    [InlineData("throw 'up'; 1 | Should -Be 1", "up")]
    [InlineData("1 | Should -Be 1; throw 'up'", "up")]
    [InlineData("No-Such; 1 | Should -Be 1", "No-Such")]
    [InlineData("$null.Length(); 1 | Should -Be 1", "null-valued")]
    [InlineData("{ throw 'up' } | Should -Throw 'down'", "Expected Throw")]
    [InlineData("{ throw 'up' } | Should -Throw -ErrorId 'down*'", "Expected Throw")]
    [InlineData("{ throw 'up' } | Should -Throw -ExceptionType ([System.IO.IOException])", "Expected Throw")]
    [InlineData("{ } | Should -Throw", "Expected Throw")]
    [InlineData("1 | Should -Throw", "script block")]
    [InlineData("It j { 1 | Should -Be 1 }; 1 | Should -Be 1", "stands in no Describe")]
    [InlineData("1 | Should -Be 1; break", "did not run to its end")]
    [InlineData("1 | Should -Be 1; exit", "did not run to its end")]
    public void A_test_fails(string body, string why) =>
        Assert.Contains(why, Assert.Single(Outcomes($"Describe d {{ It i {{ {body} }} }}"))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Describe d { }")]
    [InlineData("throw 'up'")]
    [InlineData("No-Such")]
    [InlineData("Describe d { No-Such; It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { It i { 1 | Should -Be 1 } -ForEach @() }")]
    [InlineData("Describe d { It i { 1 | Should -Be } -Bogus }")]
    [InlineData("Describe d { It i { 1 | Should -Be 1 }")]
    [InlineData("It i { 1 | Should -Be 1 }")]
    [InlineData("BeforeEach { }; Describe d { It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { BeforeAll { }; BeforeAll { }; It i { 1 | Should -Be 1 } }")]
    public void A_file_fails(string text) => Assert.NotNull(Load(text).Problem);

    [Theory]
    [InlineData("BeforeAll { throw 'up' }; Describe d { It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { BeforeAll { throw 'up' }; It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { BeforeAll { throw 'up' }; Context c { It i { 1 | Should -Be 1 } } }")]
    [InlineData("Describe d { BeforeEach { throw 'up' }; It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { AfterEach { throw 'up' }; It i { 1 | Should -Be 1 } }")]
    [InlineData("Describe d { AfterAll { throw 'up' }; It i { 1 | Should -Be 1 } }")]
    [InlineData("AfterAll { throw 'up' }; Describe d { It i { 1 | Should -Be 1 } }")]
    public void A_failing_set_up_or_tear_down_fails_its_tests(string text) =>
        Assert.StartsWith("up ", Assert.Single(Outcomes(text))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("$x = 1; Describe d { It i { $x | Should -Be 1 } }")]
    [InlineData("Describe d { $x = 1; It i { $x | Should -Be 1 } }")]
    [InlineData("BeforeDiscovery { $x = 1 }; Describe d { It i { $x | Should -Be 1 } }")]
    [InlineData("Describe c { BeforeAll { $x = 1 }; It i { 1 | Should -Be 1 } }; Describe d { It i { $x | Should -Be 1 } }")]
    [InlineData("Describe d { It i { $x = 1; 1 | Should -Be 1 }; It j { $x | Should -Be 1 } }")]
    public void A_test_does_not_see_what_discovery_or_another_test_set(string text) =>
        Assert.Contains("but got $null", Outcomes(text)[^1]!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_failure_points_into_the_test_file()
    {
        var failure = Assert.Single(Outcomes("Describe d { It i {\n 1 | Should -Be 2 } }"))!;
        Assert.Equal($"at <ScriptBlock>, {_path}: line 2", failure.StackTrace);
    }

    [Fact]
    public void One_failure_leaves_the_others_alone() =>
        Assert.Equal([true, false, true], Passes("""
            Describe d {
                It a { 1 | Should -Be 1 }
                It b { 1 | Should -Be 2 }
                Context c { It d { 1 | Should -Be 1 } }
            }
            """));

    [Fact]
    public void Set_up_and_tear_down_run_in_Pesters_order_and_scopes() =>
        Assert.Equal([true, true, true], Passes("""
            BeforeAll { $log = [System.Collections.Generic.List[string]]::new(); $seen = 'file' }
            Describe c {
                BeforeEach { $log.Add('+c') }
                AfterEach { $log.Add('-c') }
                Context d {
                    BeforeAll { $log.Add('+d'); $seen = 'd' }
                    AfterAll { $log.Add('-d') }
                    BeforeEach { $log.Add('+each'); $fresh = 0 }
                    AfterEach { $log.Add('-each') }
                    It a { $fresh++; $seen = 'a'; $fresh | Should -Be 1; $log.Add('a') }
                    It b { $fresh++; $seen | Should -Be 'd'; $fresh | Should -Be 1; $log.Add('b') }
                }
                It e { $seen | Should -Be 'file'; $log -join ' ' | Should -Be '+d +c +each a -each -c +c +each b -each -c -d +c' }
            }
            """));

    [Fact]
    public void ForEach_makes_tests_that_see_their_item()
    {
        var file = Load("""
            BeforeDiscovery { $cases = @{ Name = 'x'; Value = 1 }, @{ Name = 'y'; Value = 2 } }
            Describe '<_>' -ForEach 1, 2 {
                It 'is <Name>' -ForEach $cases { $Value + $_.Value | Should -Be (2 * $Value); $Name | Should -Match '[xy]' }
                It 'knows its block' { $_ | Should -BeOfType int }
            }
            """);
        Assert.Equal(
            ["1 > is x", "1 > is y", "1 > knows its block", "2 > is x", "2 > is y", "2 > knows its block"],
            file.Tests.Select(test => test.Path));
        Assert.All(Enumerable.Range(0, 6), test => Assert.Null(file.FailureOf(test)));
    }

    [Fact]
    public void A_skipped_block_does_not_run_its_set_up()
    {
        var file = Load("""
            Describe d -Skip { BeforeAll { throw 'up' }; It i { 1 | Should -Be 1 } }
            Describe e { It j { 1 | Should -Be 1 } }
            """);
        Assert.Equal([true, false], file.Tests.Select(test => test.Skip));
        Assert.Null(file.FailureOf(1));
    }

    private PesterFile Load(string text)
    {
        File.WriteAllText(_path, text);
        return new(_path);
    }

    private PesterException?[] Outcomes(string text)
    {
        var file = Load(text);
        Assert.Null(file.Problem);
        return [.. file.Tests.Select((_, index) => file.FailureOf(index))];
    }

    private IEnumerable<bool> Passes(string text) => Outcomes(text).Select(failure => failure is null);
}
