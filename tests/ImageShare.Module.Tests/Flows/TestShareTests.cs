using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>
/// Test-ImageShare on a share that works, and on one broken in each way: the right row fails, names the right company and the fix; and
/// where the fix is a command of the module, it mends the share.
/// </summary>
public sealed class TestShareTests : IAsyncLifetime
{
    private const string Where = "-ResourceGroupName rg-machines";

    private Desk? _desk;

    private Desk Desk => _desk!;

    private SandboxAccounts Accounts => Desk.Server.Accounts;

    private string Gallery => Accounts.Publisher.ImageId.Split("/images/")[0];

    public async ValueTask InitializeAsync()
    {
        var options = new SandboxOptions { Delays = Delays.None };
        _desk = new Desk(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        Desk.Run("""
            $folder = New-Folder
            $certificate = New-CertificateFile $folder 'fabrikam'
            $null = Connect-Side Publisher
            $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest
            $to = @{ DisplayName = 'Fabrikam'; ConsumerTenantId = $Sandbox.Consumer.TenantId; CertificatePath = $certificate.Cer }
            $app = $image | New-GalleryShareApp @to
            $file = $app | Export-ImageShare -Path "$folder/share.json"
            $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
            """);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Run("[System.IO.Directory]::Delete($folder, $true)");
        Desk.Dispose();
        await Desk.Server.DisposeAsync();
    }

    [Fact]
    public void A_good_share_passes_and_a_role_on_one_group_skips_what_concerns_the_subscription()
    {
        Share();
        Desk.Server.Traffic.Clear();

        var rows = Test($"$share | Test-ImageShare {Where}");

        Assert.DoesNotContain(rows.Values, row => row.Result is "Fail" or "Warn");
        foreach (var name in (string[])["Size", "Quota", "ResourceProvider"])
            Assert.Equal("Skipped", rows[name].Result);
        string[] passed =
        [
            "AppApproval", "Credential", "ConsumerToken", "PublisherToken", "ImageRead", "Version", "RegionReplica", "Replication",
            "Encryption", "OSState", "SecurityType", "ResourceGroupRights",
        ];
        Assert.All(passed, name => Assert.Equal("Pass", rows[name].Result));

        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);
        Assert.Equal("True", Desk.Text($"$share | Test-ImageShare {Where} -Quiet"));
        Desk.Run("""
            $who = New-Credential 'operator' 'Correct-Horse-42'
            $null = $share | New-SharedImageVM -Name vm -ResourceGroupName rg-machines -Credential $who
            """);
    }

    [Fact]
    public void An_app_that_is_not_approved_is_mended_by_the_fix()
    {
        Desk.Run("$null = $app | Grant-GalleryReader; $null = Connect-Side Consumer");

        var row = Failed($"$share | Test-ImageShare {Where}", "AppApproval", "Consumer", "Approve-GalleryShareApp -ApplicationId");
        Assert.Equal("False", Desk.Text("$share | Test-ImageShare -Quiet"));
        Desk.Run($"$null = {row.Fix} -ResourceGroupName rg-machines");

        Assert.DoesNotContain(Test($"$share | Test-ImageShare {Where}").Values, r => r.Result == "Fail");
    }

    [Fact]
    public void A_role_that_is_missing_is_told_to_both_sides_and_mended_by_the_fix()
    {
        Desk.Run("$null = Connect-Side Consumer; $null = $share | Approve-GalleryShareApp -ResourceGroupName rg-machines");

        Failed($"$share | Test-ImageShare {Where}", "ImageRead", "Publisher", $"-ResourceId {Gallery}");
        Desk.Run("$null = Connect-Side Publisher");
        var row = Failed("$app | Test-ImageShare", "ReaderRole", "Publisher", "Grant-GalleryReader -ApplicationId");
        Desk.Run($"$null = {row.Fix}");

        Assert.Equal("Pass", Test("$app | Test-ImageShare")["ReaderRole"].Result);
        Desk.Run("$null = Connect-Side Consumer");
        Assert.Equal("Pass", Test("$share | Test-ImageShare")["ImageRead"].Result);
    }

    [Fact]
    public void A_role_that_does_not_work_yet_is_told_from_one_that_is_not_there()
    {
        Share();
        Desk.Server.World.Do(world =>
        {
            var role = world.RoleAssignments.Single(r => r.Scope.Contains("/galleries/", StringComparison.Ordinal));
            world.RoleAssignments.Remove(role);
            world.RoleAssignments.Add(new RoleAssignment
            {
                Name = role.Name,
                Scope = role.Scope,
                RoleDefinitionId = role.RoleDefinitionId,
                PrincipalId = role.PrincipalId,
                PrincipalType = role.PrincipalType,
                Created = role.Created,
                EffectiveFrom = world.Now.AddMinutes(5),
            });
        });

        Failed(
            "$null = Connect-Side Publisher; $share | Test-ImageShare -TenantId $Sandbox.Consumer.TenantId", "ImageRead", "Consumer",
            "in some minutes");
    }

    [Fact]
    public void A_single_tenant_app_is_its_owner_s_to_mend()
    {
        var id = Desk.Text("$app.ApplicationId");
        Desk.Server.World.Do(world => world.FindApplication(id)!.Value.Application.SignInAudience = "AzureADMyOrg");

        Failed("$app | Test-ImageShare", "AppAudience", "Publisher", $"az ad app update --id {id} --sign-in-audience AzureADMultipleOrgs");
    }

    [Fact]
    public void A_credential_that_ends_is_warned_of_and_one_that_ended_fails()
    {
        var id = Desk.Text("$app.ApplicationId");
        Desk.Run("$null = $app | Grant-GalleryReader");
        SetEnd(id, 12);
        var row = Test("$app | Test-ImageShare")["Credential"];
        Assert.Equal(("Warn", "Publisher", $"New-GalleryShareAppCredential -ApplicationId {id}"), (row.Result, row.Who, row.Fix));
        Assert.Contains("11 days left", row.Cause, StringComparison.Ordinal);
        Assert.Equal("True", Desk.Text("$app | Test-ImageShare -Quiet"));

        SetEnd(id, -3);
        Failed("$app | Test-ImageShare", "Credential", "Publisher", "New-GalleryShareAppCredential");
    }

    [Theory]
    [InlineData("-Location japaneast", "RegionReplica", "Publisher", "-Location westeurope or northeurope or eastus")]
    [InlineData("-ImageId NIGHTLY", "Version", "Publisher", "Name a version")]
    [InlineData("-ImageId NOWHERE", "Version", "Publisher", "Get-GalleryImage -ResourceId")]
    [InlineData("-ImageId WINDOWS -SecurityType Standard", "SecurityType", "", "TrustedLaunch")]
    public void What_does_not_go_with_the_image(string parameters, string check, string who, string fix)
    {
        Share();

        Failed($"$share | Test-ImageShare {Where} {Ids(parameters)}", check, who, fix);
    }

    [Theory]
    [InlineData("-Size Standard_Nonsense", "Size", "New-SharedImageVM -Size Standard_B2s_v2")]
    [InlineData("-Size Standard_A2_v2", "SecurityType", "New-SharedImageVM -Size Standard_B2s_v2")]
    [InlineData("-ImageId ARM -Size Standard_B2s", "Architecture", "New-SharedImageVM -Size Standard_B2ps_v2")]
    public void A_size_that_does_not_go_with_the_image_when_the_subscription_may_be_read(string parameters, string check, string fix)
    {
        Share();
        Desk.Run("$null = Grant-SharedImageBuilder -ApplicationId $app.ApplicationId -ResourceGroupName rg-machines");
        ReadSubscription();

        var rows = Test($"$share | Test-ImageShare {Where}");
        Assert.Equal(("Pass", "Pass", "Pass"), (rows["Size"].Result, rows["Quota"].Result, rows["ResourceProvider"].Result));
        Failed($"$share | Test-ImageShare {Where} {Ids(parameters)}", check, "Consumer", fix);
    }

    [Fact]
    public void A_quota_that_is_used_up()
    {
        Share();
        ReadSubscription();
        Desk.Server.World.Do(world =>
        {
            for (var i = 0; i < 150; i++)
            {
                world.Resources.Put(new Resource
                {
                    Id = $"/subscriptions/{Accounts.Consumer.SubscriptionId}/resourceGroups/rg-machines/providers/Microsoft.Compute"
                        + $"/virtualMachines/full{i}",
                    Type = "Microsoft.Compute/virtualMachines", Created = world.Now, Changed = world.Now,
                    Body = new JsonObject
                    {
                        ["name"] = $"full{i}", ["location"] = "westeurope",
                        ["properties"] = new JsonObject { ["hardwareProfile"] = new JsonObject { ["vmSize"] = "Standard_D4s_v5" } },
                    },
                });
            }
        });

        var row = Failed(
            $"$share | Test-ImageShare {Where} -Size Standard_D2s_v5", "Quota", "Consumer", "New-SharedImageVM -Size Standard_B2s_v2");
        Assert.Contains("standardDSv5Family' 0 are left", row.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_the_subscription_has_never_used()
    {
        Share();
        ReadSubscription();
        Desk.Server.World.Do(
            world => world.FindSubscription(Accounts.Consumer.SubscriptionId)!.RegisteredProviders.Remove("Microsoft.Network"));

        Failed(
            $"$share | Test-ImageShare {Where}", "ResourceProvider", "Consumer",
            "Register-AzResourceProvider -ProviderNamespace Microsoft.Network");
    }

    [Fact]
    public void A_version_that_is_encrypted_or_shallow_or_at_its_end_or_not_finished()
    {
        Share();
        Change(profile =>
        {
            profile["targetRegions"]![0]!["encryption"] = new JsonObject
            {
                ["osDiskImage"] = new JsonObject { ["diskEncryptionSetId"] = $"{Gallery.Split("/galleries/")[0]}/diskEncryptionSets/des" },
            };
            profile["replicationMode"] = "Shallow";
            profile["endOfLifeDate"] = "2026-01-01T00:00:00Z";
        });
        Desk.Server.World.Do(world =>
        {
            var status = world.Resources.Find(Accounts.Publisher.ImageVersionId)!.Body["properties"]!["replicationStatus"]!;
            (status["aggregatedState"], status["summary"]![0]!["state"], status["summary"]![0]!["progress"]) = ("Failed", "Failed", 40);
        });

        var rows = Test($"$share | Test-ImageShare {Where}");

        Assert.Equal(("Fail", "Publisher"), (rows["Encryption"].Result, rows["Encryption"].Who));
        Assert.Contains("platform's key", rows["Encryption"].Fix, StringComparison.Ordinal);
        Assert.Equal(("Fail", "Publisher"), (rows["Replication"].Result, rows["Replication"].Who));
        Assert.Equal(("Warn", "Publisher"), (rows["ReplicationMode"].Result, rows["ReplicationMode"].Who));
        Assert.Contains("--replication-mode Full", rows["ReplicationMode"].Fix, StringComparison.Ordinal);
        Assert.Equal(("Warn", "Publisher"), (rows["EndOfLife"].Result, rows["EndOfLife"].Who));
    }

    [Fact]
    public void Rights_on_the_group_and_on_a_subnet_are_mended_by_the_fixes()
    {
        var subnet = $"/subscriptions/{Accounts.Consumer.SubscriptionId}/resourceGroups/rg-net/providers/Microsoft.Network"
            + "/virtualNetworks/hub/subnets/vms";
        Desk.Server.World.Do(world => world.Resources.Put(new Resource
        {
            Id = subnet.Split("/providers/")[0], Type = ResourceIds.ResourceGroupType, Created = world.Now, Changed = world.Now,
            Body = new JsonObject { ["name"] = "rg-net", ["location"] = "westeurope", ["properties"] = new JsonObject() },
        }));
        Desk.Run("$null = $app | Grant-GalleryReader; $null = Connect-Side Consumer; $null = $share | Approve-GalleryShareApp");
        var test = $"$share | Test-ImageShare {Where} -Location westeurope -SubscriptionId {Accounts.Consumer.SubscriptionId} "
            + $"-SubnetId {subnet}";

        var group = Failed(test, "ResourceGroupRights", "Consumer", "Grant-SharedImageBuilder -ApplicationId");
        Assert.Contains("Microsoft.Compute/virtualMachines/write", group.Cause, StringComparison.Ordinal);
        var join = Failed(test, "SubnetRights", "Consumer", "-ResourceGroupName rg-net");
        Desk.Run($"$null = {group.Fix}; $null = {join.Fix}");

        var rows = Test(test);
        Assert.Equal(("Pass", "Pass"), (rows["ResourceGroupRights"].Result, rows["SubnetRights"].Result));
    }

    [Fact]
    public void A_delegation_is_seen_when_it_is_there_and_asked_for_when_not()
    {
        Desk.Run("$null = Connect-Side Consumer");
        var test = "Test-ImageShare $Sandbox.Publisher.ImageVersionId";
        Desk.Run("$null = Connect-Side Publisher");
        Failed($"{test} -TenantId $Sandbox.Consumer.TenantId", "Delegation", "Publisher", "New-LighthouseDelegation -SubscriptionId");

        Desk.Run("""
            $to = @{ ManagedByTenantId = $Sandbox.Consumer.TenantId; PrincipalId = $Sandbox.Consumer.AdminObjectId; OfferName = 'Images' }
            $null = New-LighthouseDelegation -ResourceGroupName rg-images @to
            """);
        Assert.Equal("Pass", Test($"{test} -TenantId $Sandbox.Consumer.TenantId")["Delegation"].Result);
        Desk.Run("$null = Connect-Side Consumer");
        var rows = Test(test);

        Assert.Equal(("Pass", "Pass", "Skipped"), (rows["Delegation"].Result, rows["ImageRead"].Result, rows["AppApproval"].Result));
    }

    [Fact]
    public void Of_an_image_that_is_shared_directly_whoever_is_signed_in_is_the_consumer()
    {
        Desk.Run("""
            $null = Grant-GalleryDirectAccess -ResourceId $gallery -ConsumerTenantId $Sandbox.Consumer.TenantId
            $null = Connect-Side Consumer
            $shared = Get-SharedImage ubuntu-server -Source DirectShare -Location westeurope
            """.Replace("$gallery", $"'{Gallery}'", StringComparison.Ordinal));

        var rows = Test($"$shared | Test-ImageShare {Where}");

        string[] passed = ["ConsumerToken", "ImageRead", "RegionReplica", "Size", "Quota", "ResourceGroupRights", "ResourceProvider"];
        Assert.All(passed, name => Assert.Equal("Pass", rows[name].Result));
    }

    [Fact]
    public async Task What_does_not_depend_on_each_other_is_read_at_the_same_time()
    {
        Share();
        await using var slow = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, Latency = TimeSpan.FromMilliseconds(150) }, TestContext.Current.CancellationToken);
        using var desk = new Desk(slow);
        desk.Run("$null = Connect-Side Consumer");
        slow.Traffic.Clear();

        desk.Run("$null = Test-ImageShare $Sandbox.Publisher.ImageVersionId -ResourceGroupName rg-machines");

        TrafficEntry Of(string end) => slow.Traffic.Entries.First(e => e.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        Assert.True(Wire.Overlap(Of("/permissions"), Of("/providers/Microsoft.Compute")));
        Assert.True(Wire.Overlap(Of("/resourceGroups/rg-machines"), Of("/providers/Microsoft.Network")));
        Assert.Single(slow.Traffic.Entries, e => e.Path.EndsWith("/resourceGroups/rg-machines", StringComparison.OrdinalIgnoreCase));
    }

    // The consumer's administrator is signed in at the end.
    private void Share() => Desk.Run("""
        $null = Connect-Side Publisher
        $null = $app | Grant-GalleryReader
        $null = Connect-Side Consumer
        $null = $share | Approve-GalleryShareApp -ResourceGroupName rg-machines
        """);

    private string Ids(string parameters) => parameters
        .Replace("NIGHTLY", $"{Gallery}/images/nightly", StringComparison.Ordinal)
        .Replace("NOWHERE", $"{Accounts.Publisher.ImageId}/versions/9.9.9", StringComparison.Ordinal)
        .Replace("WINDOWS", $"{Gallery}/images/windows-server", StringComparison.Ordinal)
        .Replace("ARM", $"{Gallery}/images/ubuntu-arm64", StringComparison.Ordinal);

    private void ReadSubscription()
    {
        var app = Desk.Text("$app.ApplicationId");
        Desk.Server.World.Do(world => world.RoleAssignments.Add(new RoleAssignment
        {
            Name = Guid.NewGuid().ToString(),
            Scope = $"/subscriptions/{Accounts.Consumer.SubscriptionId}",
            RoleDefinitionId = "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            PrincipalId = world.FindTenant(Accounts.Consumer.TenantId)!.FindServicePrincipal(app)!.Id,
            PrincipalType = "ServicePrincipal",
            Created = world.Now,
            EffectiveFrom = world.Now,
        }));
    }

    private void SetEnd(string app, int days) => Desk.Server.World.Do(world =>
    {
        var keys = world.FindApplication(app)!.Value.Application.KeyCredentials;
        keys[0] = keys[0] with { EndDateTime = world.Now.AddDays(days) };
    });

    private void Change(Action<JsonNode> change) => Desk.Server.World.Do(world =>
        change(world.Resources.Find(Accounts.Publisher.ImageVersionId)!.Body["properties"]!["publishingProfile"]!));

    private Row Failed(string script, string check, string who, string fix)
    {
        var row = Test(script)[check];
        Assert.Equal((check, "Fail", who), (check, row.Result, row.Who));
        Assert.Contains(fix, row.Fix, StringComparison.Ordinal);
        return row;
    }

    private Dictionary<string, Row> Test(string script) => Desk.Run(script).ToDictionary(
        row => Text(row, "Name"), row => new Row(Text(row, "Result"), Text(row, "Cause"), Text(row, "Fix"), Text(row, "Who")));

    private static string Text(PSObject row, string property) => row.Properties[property].Value?.ToString() ?? "";

    private sealed record Row(string Result, string Cause, string Fix, string Who);
}
