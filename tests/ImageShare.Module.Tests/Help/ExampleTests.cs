using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ImageShare.Help.Pages;
using ImageShare.Tests.Isolation;
using ImageShare.Tests.Rules;
using Xunit;

namespace ImageShare.Tests.Help;

/// <summary>Each example of each page parses, binds and runs; ImageShare's own engine only echoes what it is asked.</summary>
public sealed partial class ExampleTests
{
    private const string Title = "## ";
    private const string Guid = "3d5b6a7c-2b1f-4e0a-8c9d-4f5e6a7b8c04";

    private static readonly List<(string Name, string Code)> Examples =
    [
        .. from cmdlet in BuiltModule.Cmdlets.Select(BuiltModule.Name).Order(StringComparer.Ordinal)
           where File.Exists(Path.Combine(PageRules.Docs, $"{cmdlet}.md"))
           from example in PageRules.Page(cmdlet).Examples
           select ($"{cmdlet}: {example.Title}", example.Code),
    ];

    private static readonly Lazy<Task<IReadOnlyList<string>>> Output = new(RunAsync);

    public static TheoryData<string> Names => [.. Examples.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_example_runs(string name)
    {
        var code = Examples.Single(e => e.Name == name).Code;
        Parser.ParseInput(code, out _, out var problems);
        Assert.Empty(problems);
        Assert.Contains(name[..name.IndexOf(':', StringComparison.Ordinal)], code, StringComparison.Ordinal);

        var written = (await Output.Value).SkipWhile(l => l != Title + name).Skip(1)
            .TakeWhile(l => !l.StartsWith(Title, StringComparison.Ordinal)).ToList();
        Assert.Equal(["done"], written);
    }

    private static async Task<IReadOnlyList<string>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-").FullName;
        var files = Examples.SelectMany(e => FileName().Matches(e.Code)).Select(m => m.Groups["name"].Value).Distinct();
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            // As the echoing engine writes them.
            var content = file.Contains("request", StringComparison.Ordinal) ? "Request Fabrikam" : "Share Fabrikam";
            await File.WriteAllTextAsync(Path.Combine(folder, file), content);
        }

        var prologue = $$"""
            Import-Module '{{Fixtures.EchoModule}}'
            $ConfirmPreference = 'None'
            $ErrorActionPreference = 'Stop'
            $ExecutionContext.SessionState.Provider.GetOne('FileSystem').Home = '{{folder}}'

            # The newest error of the session is one to explain.
            try { throw 'Some error' } catch { }

            # Commands of other modules, which the bare engine lacks, hand on what they are given; files of rows have one.
            function Import-Csv {
                [pscustomobject]@{
                    Name = 'Fabrikam'; DisplayName = 'Fabrikam'
                    ConsumerName = 'Fabrikam'; ConsumerTenantId = '{{Guid}}'; TenantId = '{{Guid}}'
                    CertificatePath = './fabrikam.cer'; ResourceGroupName = 'rg'
                }
            }
            function Get-Credential { [pscredential]::new('{{Guid}}', [securestring]::new()) }
            $ExecutionContext.SessionState.InvokeCommand.CommandNotFoundAction = {
                if ($args[0] -notlike '*ImageShare*') { $args[1].CommandScriptBlock = { $input } }
            }
            """;
        var output = await Probe.RunAsync(
            start =>
            {
                start.WorkingDirectory = folder;
                // Runspaces of ForEach-Object -Parallel find the module there.
                start.Environment["PSModulePath"] = Path.GetDirectoryName(Path.GetDirectoryName(Fixtures.EchoModule));
                start.Environment["HOME"] = start.Environment["USERPROFILE"] = folder;
            },
            [prologue, .. Examples.Select(Script)]);
        Directory.Delete(folder, recursive: true);
        return output;
    }

    private static string Script((string Name, string Code) example) => $$"""
        '{{Title}}{{example.Name.Replace("'", "''", StringComparison.Ordinal)}}'
        {{string.Join('\n', Variables(example.Code).Select(v => $"${v} = {Value(v)}"))}}
        Disconnect-ImageShare
        [void](Connect-ImageShare -NonInteractive)
        try { $null = & {
        {{example.Code}}
        } } catch { "error $($_.FullyQualifiedErrorId): $_" }
        'done'
        """;

    // What the reader is to fill in, by the kind that its name says.
    private static string Value(string variable) => variable switch
    {
        _ when variable.EndsWith("Ids", StringComparison.Ordinal) => $"'{Guid}', '{Guid}'",
        "imageId" or "galleryId" or "subnetId" or "identityId" or "assignmentId" or "vmId" or "versionId" or "scaleSetId" =>
            $"'/subscriptions/{Guid}/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i'",
        _ when variable.EndsWith("Id", StringComparison.Ordinal) => $"'{Guid}'",
        "credential" or "administrator" => $"[pscredential]::new('{Guid}', [securestring]::new())",
        "passphrase" or "password" or "token" => "[securestring]::new()",
        _ when variable.Contains("context", StringComparison.OrdinalIgnoreCase) => "(Get-ImageShareContext)[0]",
        _ => "'text'",
    };

    private static IEnumerable<string> Variables(string code)
    {
        var script = Parser.ParseInput(code, out _, out _);
        var assigned = script.FindAll(a => a is AssignmentStatementAst, true).Cast<AssignmentStatementAst>().Select(a => $"{a.Left}");
        return script.FindAll(a => a is VariableExpressionAst, true).Cast<VariableExpressionAst>()
            .Where(v => !v.IsConstantVariable() && v.VariablePath.UserPath is not ("_" or "null" or "true" or "false"))
            .Select(v => v.VariablePath.UserPath)
            .Where(v => !v.Contains(':', StringComparison.Ordinal) && !assigned.Contains($"${v}"))
            .Distinct();
    }

    [GeneratedRegex(@"[.~]/(?<name>[\w./-]+\.\w+)")]
    private static partial Regex FileName();
}
