using System.Text.RegularExpressions;
using Xunit;

namespace ImageShare.Tests.Host;

public sealed class DemoTests
{
    [Fact]
    public async Task Ends_with_the_machine_and_without_a_secret_in_sight()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-tests-");
        var ready = Path.Combine(folder.FullName, "ready.json");

        var run = await CommandLineTests.RunAsync("demo", "--ready-file", ready);
        var accounts = await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Matches(@"vm1 +westeurope .* Succeeded\s", run.Output);
        Assert.Equal(3, Regex.Count(run.Output, "^(Contoso|Fabrikam): .*\n-+$", RegexOptions.Multiline));
        foreach (Match secret in Regex.Matches(accounts, "(Secret|Password)\": \"(.+?)\""))
            Assert.DoesNotContain(secret.Groups[2].Value, run.Output, StringComparison.Ordinal);
    }
}
