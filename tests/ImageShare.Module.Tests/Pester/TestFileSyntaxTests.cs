using ImageShare.Tests.Recordings;
using Xunit;

namespace ImageShare.Tests.Pester;

public sealed class TestFileSyntaxTests : IDisposable
{
    private readonly TestFileSyntax _syntax = new();

    public static TheoryData<string> Scripts =>
    [
        .. Directory.GetFiles(Repository.Tests, "*.ps1").Concat(Directory.GetFiles(RecordingRun.Folder, "*.ps1"))
            .Select(path => Path.GetRelativePath(Repository.Tests, path)),
    ];

    public void Dispose() => _syntax.Dispose();

    [Theory, MemberData(nameof(Scripts))]
    public void Test_files_keep_to_the_engine_and_the_module(string file) =>
        Assert.Empty(_syntax.Refused(File.ReadAllText(Path.Combine(Repository.Tests, file))));

    [Theory]
    [InlineData("Write-Host hello")]
    [InlineData("Describe d { It i { Get-Date | Should -Not -BeNullOrEmpty } }")]
    [InlineData("1, 2 | ForEach-Object { ConvertTo-Json $_ }")]
    [InlineData("$x = \"$(Get-Content a.txt)\"")]
    [InlineData("1, 2 | select -First 1")]
    [InlineData("git status")]
    [InlineData("& 'git' status")]
    [InlineData(". \"$PSScriptRoot/other.ps1\"")]
    [InlineData("Mock Get-Module { }")]
    [InlineData("function Get-Own { Get-Random }; Get-Own")]
    public void Anything_else_is_refused(string script) => Assert.Single(_syntax.Refused(script));

    [Theory]
    [InlineData("Describe d { Context c { BeforeAll { }; It i { 1 | Should -Be 1 } } }")]
    [InlineData("1, 2 | % { $_ } | ? { $_ } | Out-Null")]
    [InlineData("function Get-Own { 1 }; Get-Own; & { 1 }; & $x; . ([scriptblock]::Create('1'))")]
    [InlineData("BeforeAll { . \"$PSScriptRoot/common.ps1\" }")]
    [InlineData("BeforeAll { . \"$PSScriptRoot/../common.ps1\" }")]
    [InlineData("TabExpansion2 'x' 1; Import-Module x; Get-Command y; $x.Method(); [guid]::NewGuid()")]
    public void The_rest_is_not(string script) => Assert.Empty(_syntax.Refused(script));
}
