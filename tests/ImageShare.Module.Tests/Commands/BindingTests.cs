using ImageShare.Tests.Isolation;
using Xunit;

namespace ImageShare.Tests.Commands;

/// <summary>What reaches the engine of what was typed and piped. An engine that echoes stands in the real one's place; all cases share one process.</summary>
public sealed class BindingTests
{
    private const string Fab = "00000000-0000-0000-0000-0000000000aa";
    private const string Gallery = "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.Compute/galleries/gal/images";

    private static readonly (string What, string Script, string[] Expected)[] Cases =
    [
        ("images that are piped go into one app when its name is typed",
            "Get-GalleryImage rg1 gal -Version latest | New-GalleryShareApp Fab -CertificatePath ./fab.cer | % { \"$($_.Images)\"; $_.Credentials.KeyId }",
            [$"{Gallery}/centos/versions/1.0.0 {Gallery}/ubuntu/versions/1.0.0", "{folder}/fab.cer"]),
        ("no image, no app",
            "Get-GalleryImage -Name nothing | ? { $false } | New-GalleryShareApp Fab -CertificatePath ./fab.cer",
            []),
        ("records that bring the name are apps of their own, with empty columns as not given",
            """
            'A', 'B' | % { [pscustomobject]@{ DisplayName = $_; ConsumerName = "$_ Ltd"; ConsumerTenantId = '' } } |
                New-GalleryShareApp -ImageId /img -SecretLifetime 30.00:00:00 |
                Sort-ByName | % { "$($_.DisplayName) $($_.ConsumerName) '$($_.ConsumerTenantId)' $($_.Images) $($_.Credentials.KeyId)" }
            """,
            ["A A Ltd '' /img 30 days", "B B Ltd '' /img 30 days"]),
        ("an app without a chosen credential gets a secret and says so once",
            "1..2 | % { [pscustomobject]@{ DisplayName = $_ } } | New-GalleryShareApp 3>&1 | ? { $_ -is [System.Management.Automation.WarningRecord] } | % { \"$_\" }",
            ["The app gets a secret, good for 90 days. With -CertificatePath, -FederatedIssuer or -ManagedIdentity nothing secret crosses."]),
        ("the credential may come from columns",
            "[pscustomobject]@{ DisplayName = 'A'; FederatedIssuer = 'https://i'; FederatedSubject = 's' } | New-GalleryShareApp | % { $_.Credentials.KeyId }",
            ["https://i s"]),
        ("WhatIf writes nothing, and the plan with PassThru",
            "New-GalleryShareApp A -ManagedIdentity /mi -WhatIf | % { 'written' }; New-GalleryShareApp A -ManagedIdentity /mi -WhatIf -PassThru | % { \"plan '$($_.ApplicationId)'\" }",
            ["plan ''"]),
        ("a grant takes the app's images, and not the application's object id",
            "Get-GalleryImage rg1 gal centos | New-GalleryShareApp Fab -ManagedIdentity /mi | Grant-GalleryReader | % { \"$($_.ObjectId) $($_.Scope) $($_.Images)\" }",
            [$"found gallery of images {Gallery}/centos"]),
        ("images that are piped to one reader are one grant, at their gallery",
            $"Get-GalleryImage | Grant-GalleryReader -PrincipalId {Fab} | % {{ \"$($_.ObjectId) $($_.Scope) $($_.Images.Count)\" }}",
            [$"{Fab} gallery of images 2"]),
        ("a gallery of Az brings its Id, readers come as records",
            $"[pscustomobject]@{{ Id = '/g' }} | Grant-GalleryReader -ObjectId {Fab} | % Scope; [pscustomobject]@{{ ObjectId = '{Fab}' }} | Grant-GalleryReader -ResourceId /h | % Scope",
            ["/g", "/h"]),
        ("share, from end to end: grants of one app go into one file",
            """
            New-GalleryShareApp Fab -ManagedIdentity /mi | Grant-GalleryReader -ResourceId /g1, /g2 | Export-ImageShare ./fab.json | % FullName
            Import-ImageShare fab.json | % { "$($_.Kind) $($_.DisplayName)" }
            """,
            ["{folder}/fab.json", "Share Fab"]),
        ("request, from end to end",
            """
            New-GalleryShareApp Req -ManagedIdentity /mi | Export-ImageShare ./req.json -PassThru | % Kind
            Import-ImageShare ./req.json | Approve-GalleryShareApp -TimeoutSec 5 | Grant-GalleryReader -ResourceId /g | Export-ImageShare ./back.json -PassThru | % { "$($_.Kind) $($_.DisplayName)" }
            """,
            ["Request", "Share approved for 00000000-0000-0000-0000-0000000000bb from Req, link False, 5 s"]),
        ("several apps want a folder, which is made; names that are forbidden somewhere are changed",
            """
            'A/1', 'B' | % { [pscustomobject]@{ DisplayName = $_ } } | New-GalleryShareApp -ManagedIdentity /mi | Export-ImageShare ./one.json
            'A/1', 'B' | % { [pscustomobject]@{ DisplayName = $_ } } | New-GalleryShareApp -ManagedIdentity /mi | Export-ImageShare -Directory ./all | Sort-ByName | % Name
            """,
            ["A-1.request.json", "B.request.json", "error SeveralApps,ImageShare.Commands.ExportImageShareCommand"]),
        ("an approval gives the roles on the resource group, too",
            "Import-ImageShare ./fab.json | Approve-GalleryShareApp -ResourceGroupName rg2 -RoleDefinitionName Contributor -Verbose 4>&1 | ? { \"$_\" -like 'builder*' } | % { \"$_\" }",
            [$"builder Contributor rg2 {Fab}"]),
        ("a builder gets both roles by default",
            "Get-GalleryShareApp | Grant-SharedImageBuilder -ResourceGroupName rg2 | % RoleDefinitionName",
            ["Virtual Machine Contributor", "Network Contributor"]),
        ("a VM of a hand-over",
            "Import-ImageShare ./fab.json | New-SharedImageVM vm1 rg2 -Tag @{ a = 1 } -Zone 2 | % { \"$($_.Name) $($_.ResourceGroupName) $($_.ImageId) $($_.Tags['a']) $($_.Zone)\" }",
            ["vm1 rg2 {folder}/fab.json 1 2"]),
        ("a VM of a piped image takes neither its region nor its subscription",
            "Get-GalleryImage rg1 gal centos | New-SharedImageVM vm1 rg2 | % { \"$($_.Location) $($_.Id) $($_.ImageId)\" }",
            [$"the group's /subscriptions/the context's/vm1 {Gallery}/centos"]),
        ("nor its name and resource group",
            "Get-GalleryImage rg1 gal centos | New-SharedImageVM -Name vm1",
            ["error VMNameRequired,ImageShare.Commands.NewSharedImageVMCommand"]),
        ("many VMs from records, or from names",
            """
            1..2 | % { [pscustomobject]@{ Name = "vm$_"; ResourceGroupName = 'rg'; Location = 'l'; ImageId = "/i$_" } } | New-SharedImageVM | Sort-ByName | % { "$($_.Name) $($_.Location) $($_.ImageId)" }
            New-SharedImageVM a, b rg -ImageReferenceId /i | Sort-ByName | % Name
            """,
            ["vm1 l /i1", "vm2 l /i2", "a", "b"]),
        ("a VM as a job",
            "New-SharedImageVM vm1 rg -ImageId /i -AsJob | Wait-Job | Receive-Job | % Name; Get-Job | % { \"$($_.Name) $($_.State)\" }",
            ["vm1", "New-SharedImageVM vm1 in rg Completed"]),
        ("a VM under WhatIf is planned even as a job",
            "New-SharedImageVM vm1 rg -ImageId /i -AsJob -WhatIf -PassThru | % ProvisioningState",
            ["Planned"]),
        ("files are looked for at the session's location, without wildcards",
            "Import-ImageShare ./*.json; Import-ImageShare fab.json -CertificatePath ./none.pfx; Import-ImageShare variable:fab",
            [
                "error FileNotFound,ImageShare.Commands.ImportImageShareCommand", "error FileNotFound,ImageShare.Commands.ImportImageShareCommand",
                "error NotInFileSystem,ImageShare.Commands.ImportImageShareCommand",
            ]),
        ("one bad file of several does not stop the others",
            "Import-ImageShare ./none.json, ./fab.json | % Kind",
            ["Share", "error FileNotFound,ImageShare.Commands.ImportImageShareCommand"]),
        ("ids are refused before any request",
            "Connect-ImageShare -TenantId t -SubscriptionId nonsense; Remove-GalleryShareApp nonsense",
            [
                "error ParameterArgumentValidationError,ImageShare.Commands.ConnectImageShareCommand",
                "error ParameterArgumentValidationError,ImageShare.Commands.RemoveGalleryShareAppCommand",
            ]),
        ("removing answers with PassThru",
            "Get-GalleryShareApp | Remove-GalleryShareApp -PassThru; Get-GalleryShareApp | Remove-GalleryShareApp",
            ["True"]),
        ("an image may be read again, in its versions",
            "Get-GalleryImage rg1 gal centos | Get-GalleryImage -Version latest | % Id",
            [$"{Gallery}/centos/versions/1.0.0"]),
    ];

    private static readonly Lazy<Task<IReadOnlyList<string>>> Output = new(RunAllAsync);

    public static TheoryData<string> All => [.. Cases.Select(c => c.What)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_engine_is_asked_for(string what)
    {
        var lines = await Output.Value;
        var number = Array.FindIndex(Cases, c => c.What == what);
        var own = lines.SkipWhile(l => l != $"case {number}").Skip(1).TakeWhile(l => !l.StartsWith("case ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(Cases[number].Expected.Select(e => e.Replace("{folder}", lines[0], StringComparison.Ordinal)).Order(StringComparer.Ordinal), own);
    }

    private static async Task<IReadOnlyList<string>> RunAllAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "fab.cer"), "");
        string[] prologue =
        [
            $"Import-Module '{Fixtures.EchoModule}'; '{folder}'",
            // As New-PSDrive and Set-Location do, which the bare engine lacks.
            "$session = $ExecutionContext.SessionState",
            $"[void]$session.Drive.New([System.Management.Automation.PSDriveInfo]::new('work', $session.Provider.GetOne('FileSystem'), '{folder}', '', $null), 'Global')",
            "[void]$session.Path.SetLocation('work:/')",
            "function Sort-ByName { $all = @($input); $names = [string[]]@($all | % { \"$($_.DisplayName)$($_.Name)\" }); $items = [object[]]$all; [array]::Sort($names, $items); $items }",
            "[void](Connect-ImageShare -NonInteractive)",
        ];
        var lines = await Probe.RunAsync([.. prologue, .. Cases.SelectMany((c, i) => new[] { $"'case {i}'", c.Script })]);
        Directory.Delete(folder, recursive: true);
        return lines;
    }
}
