using System.Text.Json;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;
using Xunit;

namespace ImageShare.Tests.Host;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Required argument 'SCRIPT.ps1' missing", "run")]
    [InlineData("'--later'", "serve", "--later")]
    [InlineData("--latency takes a whole number", "demo", "--latency", "soon")]
    [InlineData("--latency takes a whole number", "demo", "--latency", "-5")]
    [InlineData("--port takes a whole number from 0 to 65535", "serve", "--port", "70000")]
    public async Task Refuses_bad_words_with_2(string message, params string[] words)
    {
        var run = await RunAsync(words);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("does not exist", "run", "/nowhere/x.ps1")]
    [InlineData("is not a PowerShell script", "run", "/etc/hosts")]
    [InlineData("--traffic: the folder", "serve", "--traffic", "/nowhere/at/all/t.jsonl")]
    [InlineData("--ready-file: the folder", "serve", "--ready-file", "/nowhere/at/all/ready.json")]
    [InlineData("faults.json", "serve", "--faults", "/nowhere/at/all/faults.json")]
    public async Task Says_which_file_is_missing_and_ends_with_1(string message, params string[] words)
    {
        var run = await RunAsync(words);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "path": "x" }""")]
    [InlineData("""[{ "path": "(" }]""")]
    [InlineData("""[{ "path": "x", "statuz": 500 }]""")]
    public async Task Refuses_a_faults_file_that_it_does_not_understand(string faults)
    {
        var run = await RunAsync("serve", "--faults", Write("faults.json", faults));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not a list of rules", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_the_script_everything_after_it_even_what_looks_like_an_option()
    {
        var script = Write("x.ps1", "$args -join ' '; exit $args.Count");

        var run = await RunAsync("run", "--latency", "1", script, "--latency", "2", "@file", "--", "--help");

        Assert.Equal("--latency 2 @file -- --help", run.Output.Trim());
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task Sets_Sandbox_to_what_the_ready_file_says()
    {
        var ready = Path.Combine(_folder.FullName, "ready.json");
        var script = Write("x.ps1", "(Get-Content $args[0] -Raw) -eq ($Sandbox | ConvertTo-Json -Depth 5); (Get-Module ImageShare).Name");

        var run = await RunAsync("run", "--ready-file", ready, script, ready);

        Assert.Equal("True\nImageShare", run.Output.Trim().ReplaceLineEndings("\n"));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken));
        Assert.True(Guid.TryParse(json.RootElement.GetProperty("Publisher").GetProperty("TenantId").GetString(), out _));
    }

    [Fact]
    public async Task Names_cmdlets_that_only_an_installed_PowerShell_has()
    {
        var run = await RunAsync("run", Write("x.ps1", "Compare-Object 1 2"));

        Assert.Contains("not among them: Compare-Object", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_until_interrupted_and_tells_how_to_connect()
    {
        using var interrupt = new CancellationTokenSource();
        var ready = Path.Combine(_folder.FullName, "ready.json");
        var serving = RunAsync(["serve", "--ready-file", ready], interrupt);
        while (!File.Exists(ready) && !serving.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        var run = await serving;

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Output.Split("Connect-ImageShare -Environment").Length - 1);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    internal static Task<ScriptRun> RunAsync(params string[] words) => RunAsync(words, interrupt: null);

    private static async Task<ScriptRun> RunAsync(string[] words, CancellationTokenSource? interrupt)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var token = interrupt?.Token ?? TestContext.Current.CancellationToken;
        var exitCode = await SandboxCommandLine.InvokeAsync(words, new Terminal(output, error), token);
        return new ScriptRun(exitCode, output.ToString(), error.ToString());
    }
}
