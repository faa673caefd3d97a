using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Host;
using Xunit;

namespace ImageShare.Tests.Host;

public sealed class StandInTests : IDisposable
{
    private readonly Runspace _runspace = SandboxRunspace.Open();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-tests-");

    public StandInTests() => _runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Select_First_stops_what_comes_before_it()
    {
        Assert.Equal("1,2|2", One("$n = 0; $got = 1..9 | ForEach-Object { $n++; $_ } | Select-Object -First 2; \"$($got -join ',')|$n\""));
        Assert.Equal("0", One("$n = 0; 1..9 | ForEach-Object { $n++; $_ } | Select-Object -First 0; $n"));
    }

    [Theory]
    [InlineData("1..5 | Select-Object -Last 2", "4 5")]
    [InlineData("1..5 | Select-Object -Skip 3", "4 5")]
    [InlineData("1..5 | Select-Object -Skip 1 -First 2", "2 3")]
    [InlineData("1..5 | Select-Object -Skip 1 -Last 2", "3 4")]
    [InlineData("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", "1 2")]
    [InlineData("[pscustomobject]@{ Aa = 1; Ab = 2; C = 3 } | Select-Object A*, None", "@{Aa=1; Ab=2; None=}")]
    [InlineData("[pscustomobject]@{ C = 3 } | Select-Object @{ n = 'S'; e = { $_.C * 2 } }", "@{S=6}")]
    [InlineData("3, 1, 2 | Sort-Object -Descending", "3 2 1")]
    [InlineData("'b', 'A', 'a', 'B' | Sort-Object -Unique", "A b")]
    [InlineData("@{ N = 2; M = 1 }, @{ N = 1; M = 2 } | ForEach-Object { [pscustomobject]$_ } | Sort-Object N | ForEach-Object M", "2 1")]
    [InlineData("(4, 6 | Measure-Object -Sum -Average -Maximum).psobject.Properties.Value", "2 5 10 6  ")]
    [InlineData("(New-Object System.UriBuilder -ArgumentList 'https', 'x' -Property @{ Port = 5 }).ToString()", "https://x:5/")]
    [InlineData("(New-Object psobject -Property @{ A = 1 }).A", "1")]
    [InlineData("Write-Output 1, 2", "1 2")]
    [InlineData("(ConvertTo-SecureString 'geheim' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText)", "geheim")]
    [InlineData("Get-Date '2026-11-23' -Format yyyyMMdd", "20261123")]
    [InlineData("Join-Path a b c", "a/b/c")]
    [InlineData("(Split-Path a/b.json), (Split-Path a/b.json -Leaf)", "a b.json")]
    [InlineData("Set-Content x.txt 'a', 'b'; Add-Content x.txt 'c'; Get-Content x.txt", "a b c")]
    [InlineData("'a' > y.txt; Test-Path y.txt, nope, .", "True False True")]
    [InlineData("$null = New-Item d -ItemType Directory; Test-Path d -PathType Leaf; Remove-Item d; Test-Path d", "False False")]
    [InlineData("Set-Content z.txt 'a', 'b'; (Get-Content z.txt -Raw) -replace '\\r?\\n', '/'", "a/b/")]
    public void Do_as_the_real_ones(string script, string expected) => Assert.Equal(expected, string.Join(' ', Invoke(script)));

    [Theory]
    [InlineData("""{"a":[1,2.5,null,true],"b":{"c":"ü"}}""")]
    [InlineData("""[{"id":12345678901},{"id":2}]""")]
    public void Json_survives_a_round_trip(string json) =>
        Assert.Equal(json, One($"'{json}' | ConvertFrom-Json | ConvertTo-Json -Depth 5 -Compress"));

    [Fact]
    public void Json_stops_at_the_depth()
    {
        Assert.Equal("""{"a":{"b":"@{c=1}"}}""", One("""'{"a":{"b":{"c":1}}}' | ConvertFrom-Json | ConvertTo-Json -Depth 1 -Compress"""));
        Assert.Equal("5", One("""('{"a":{"b":5}}' | ConvertFrom-Json -AsHashtable)['a']['b']"""));
    }

    [Fact]
    public void Bad_json_is_a_terminating_error_of_its_own()
    {
        Assert.Equal("InvalidJson", One("try { '{' | ConvertFrom-Json } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));
    }

    [Fact]
    public void Csv_knows_quotes_delimiters_and_line_breaks_in_fields()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "c.csv"), "#TYPE x\nName,Note\nvm1,\"a, \"\"b\"\"\nc\"\n\nvm2\n");

        var rows = Invoke("Import-Csv c.csv");

        Assert.Equal(["vm1", "vm2"], rows.Select(row => row.Properties["Name"].Value));
        Assert.Equal(["a, \"b\"\nc", null], rows.Select(row => row.Properties["Note"].Value));
    }

    [Fact]
    public void Formatting_is_the_engines_own()
    {
        Assert.Equal("\nB  A\n-  -\nyy 1\n\n", One("[pscustomobject]@{ A = 1; B = 'yy' } | Format-Table B, A -AutoSize | Out-String"));
        Assert.Equal("\nA : 1\nB : yy\n\n", One("[pscustomobject]@{ A = 1; B = 'yy' } | Format-List | Out-String"));
        Assert.Equal(["1", "2"], Invoke("1, 2 | Out-String -Stream").Select(line => line.ToString()));
    }

    [Fact]
    public void Write_Error_says_who_why_and_what_to_do()
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript("Write-Error 'm' -ErrorId Shut -Category ResourceUnavailable -TargetObject door -RecommendedAction knock").Invoke();

        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal("m", error.Exception.Message);
        Assert.StartsWith("Shut", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Equal("door", error.TargetObject);
        Assert.Equal("knock", error.ErrorDetails.RecommendedAction);
    }

    private string One(string script) => Assert.Single(Invoke(script)).ToString().ReplaceLineEndings("\n");

    private System.Collections.ObjectModel.Collection<PSObject> Invoke(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        return shell.AddScript(script).Invoke();
    }
}
