using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>Who reads, and taking it back from one consumer, where several consumers stand side by side.</summary>
public sealed class ConsumerShareTests : IAsyncLifetime
{
    private static readonly string[] s_order = ["/roleAssignments/", "/servicePrincipals/", "/applications/", "/registrationAssignments/"];

    private Desk? _desk;

    private Desk Desk => _desk!;

    public async ValueTask InitializeAsync()
    {
        var options = new SandboxOptions { Delays = Delays.None };
        _desk = new Desk(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        Desk.Run("""
            $p = $Sandbox.Publisher; $c = $Sandbox.Consumer
            $gallery = $p.ImageId -replace '/images/.*'
            $null = Connect-Side Publisher
            $image = Get-GalleryImage -ResourceId $p.ImageId -Version latest
            function Share($Name, $Days) {
                $consumer = @{ ConsumerName = $Name; ConsumerTenantId = $c.TenantId }
                $image | New-GalleryShareApp -DisplayName "Images for $Name" @consumer -SecretLifetime "$Days.00:00:00" | Grant-GalleryReader
            }
            function Delegate($Name) {
                $whom = @{ ManagedByTenantId = $c.TenantId; PrincipalId = $c.UserObjectId; PrincipalDisplayName = 'Operators' }
                New-LighthouseDelegation $p.ResourceGroupName @whom -OfferName $Name -EligibleRoleDefinitionName Contributor
            }
            $null = Share Fabrikam 20
            $null = Share Tailspin 90
            $fabrikam = @{ ConsumerName = 'Fabrikam'; ConsumerTenantId = $c.TenantId }
            $null = Grant-GalleryReader -SignInName ann@fabrikam.example -Invite -ResourceId $gallery @fabrikam
            $null = Grant-GalleryReader -SignInName joe@wingtip.example -Invite -ResourceId $p.ImageId
            $null = Delegate Fabrikam
            $null = Delegate Tailspin
            """);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await Desk.Server.DisposeAsync();
    }

    [Fact]
    public void Everyone_outside_is_listed_once_per_way_and_nobody_of_the_house()
    {
        Assert.Equal(
            "App Fabrikam, App Tailspin, Delegation Fabrikam, Delegation Tailspin, EligibleDelegation Fabrikam, EligibleDelegation Tailspin, "
            + "Guest , Guest Fabrikam",
            Desk.Text("(Get-GalleryReader -GalleryName $p.GalleryName | % { \"$($_.Kind) $($_.ConsumerName)\" } | Sort-Object) -join ', '"));
        Assert.Equal("App Owner Subscription, User Owner Subscription", Desk.Text("""
            (Get-GalleryReader -GalleryName $p.GalleryName -All | ? Outside -eq $false | % { "$($_.Kind) $($_.RoleDefinitionName) $($_.ScopeType)" } |
                Sort-Object) -join ', '
            """));
    }

    [Fact]
    public void Shares_come_by_consumer_with_what_runs_out_first()
    {
        Assert.Equal(
            "Fabrikam App+Guest+Delegation+EligibleDelegation True; Tailspin App+Delegation+EligibleDelegation False; "
            + "wingtip.example Guest True",
            Desk.Text("""
                (Get-ImageShare | Sort-Object ConsumerName | % { "$($_.ConsumerName) $($_.Methods -join '+') $($_.Pending)" }) -join '; '
                """));
        Assert.Equal("Fabrikam", Desk.Text("Get-ImageShare -ExpiringWithinDays 30 | % ConsumerName"));
        Assert.Equal("Tailspin", Desk.Text("Get-ImageShare tail* | % ConsumerName"));
    }

    [Fact]
    public void The_list_takes_few_requests_and_asks_ARM_and_Graph_at_once()
    {
        Desk.Server.Traffic.Clear();
        Desk.Run("Get-ImageShare");

        var asked = Desk.Traffic.Where(e => e.IsGraph || e.IsResourceManager).ToList();
        // Galleries, role assignments, delegations; share apps, principals, guests, and the federated credentials of each app that reads.
        Assert.True(asked.Count <= 10, string.Join('\n', asked.Select(e => $"{e.Method} {e.Path}")));
        Assert.DoesNotContain(asked, e => e.IsChange && !e.Path.EndsWith("/getByIds", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_of_one_consumer_goes_and_nothing_of_another()
    {
        Assert.Empty(Desk.Run("Remove-ImageShare Fabrikam -WhatIf"));
        Assert.Equal("3", Desk.Text("@(Get-ImageShare).Count"));
        Desk.Server.Traffic.Clear();
        Assert.Equal("True", Desk.Text("Remove-ImageShare Fabrikam -ConsumerTenantId $c.TenantId -Confirm:$false -PassThru"));
        var changes = Desk.Traffic.Where(e => e.Method == "DELETE").Select(e => e.Path).ToList();

        Assert.Equal("Tailspin App+Delegation+EligibleDelegation; wingtip.example Guest", Desk.Text(
            "(Get-ImageShare | Sort-Object ConsumerName | % { \"$($_.ConsumerName) $($_.Methods -join '+')\" }) -join '; '"));
        Assert.Equal("Images for Tailspin", Desk.Text("Get-GalleryShareApp | % DisplayName"));
        // Both delegations gave the same roles to the same person: Azure took Tailspin's along, and it was put back.
        Assert.Equal("Tailspin True", Desk.Text("Get-LighthouseDelegation | % { \"$($_.OfferName) $($_.Effective)\" }"));
        var order = s_order.Select(kind => changes.FindIndex(path => path.Contains(kind, StringComparison.Ordinal))).ToList();
        Assert.Equal(order.Order(), order);
        Assert.DoesNotContain(-1, order);

        Desk.Server.Traffic.Clear();
        Assert.Empty(Desk.Run("Remove-ImageShare Fabrikam -Confirm:$false"));
        Assert.DoesNotContain(Desk.Traffic, e => e.Method is "DELETE" or "PUT");
    }

    [Fact]
    public void A_row_removes_its_own_consumer_and_a_tenant_that_still_reads_is_named()
    {
        var said = Desk.Text("Get-ImageShare Tailspin | Remove-ImageShare -Confirm:$false -WarningAction Continue 3>&1");

        Assert.Contains("Azure will refuse their later updates", said, StringComparison.Ordinal);
        Assert.Contains("still reads as another consumer, 'Fabrikam'", said, StringComparison.Ordinal);
        Assert.Equal("Fabrikam wingtip.example", Desk.Text("Get-ImageShare | Sort-Object ConsumerName | % ConsumerName"));
        Desk.Run("Get-ImageShare wingtip* | Remove-ImageShare -Confirm:$false");
        Assert.Equal("Fabrikam", Desk.Text("Get-ImageShare | % ConsumerName"));
        Assert.Equal("joe@wingtip.example", Desk.Server.World.Do(w => w.FindTenant(Desk.Server.Accounts.Publisher.TenantId)!.Users
            .Single(u => u.Mail == "joe@wingtip.example").Mail));
    }

    [Fact]
    public void Members_of_a_group_from_outside_read_too_and_leave_through_the_group()
    {
        Desk.Server.World.Do(w =>
        {
            var tenant = w.FindTenant(Desk.Server.Accounts.Publisher.TenantId)!;
            var group = new Group { DisplayName = "Partners" };
            group.Members.Add(tenant.Users.Single(u => u.Mail == "joe@wingtip.example").Id);
            tenant.Groups.Add(group);
        });
        var id = Desk.Server.World.Do(w => w.FindTenant(Desk.Server.Accounts.Publisher.TenantId)!.Groups.Single().Id);
        Desk.Run($"$null = Grant-GalleryReader -ObjectId {id} -ResourceId $gallery");

        Assert.Equal(id, Desk.Text("Get-GalleryReader | ? GroupId | % GroupId"));
        Assert.Equal("Partners", Desk.Text("Get-GalleryReader -All | ? Kind -eq Group | % DisplayName"));
        var refusal = Desk.Refusal("Get-GalleryReader | ? GroupId | Revoke-GalleryReader");
        Assert.StartsWith("ReadsThroughGroup,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Desk.Run("Get-GalleryReader -All | ? Kind -eq Group | Revoke-GalleryReader");
        Assert.Empty(Desk.Run("Get-GalleryReader | ? GroupId"));
    }

    [Fact]
    public void Roles_above_the_gallery_are_seen_and_taken_only_by_force()
    {
        var owner = Desk.Run("Get-GalleryReader -All | ? Kind -eq User")[0];
        Assert.Equal(true, owner.Properties["Inherited"].Value);

        var refusal = Desk.Refusal("Get-GalleryReader -All | ? Kind -eq User | Revoke-GalleryReader");
        Assert.StartsWith("RoleInherited,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(owner.Properties["RoleAssignmentId"].Value, refusal.TargetObject);
        Desk.Run("Get-GalleryReader -All | ? Kind -eq User | Revoke-GalleryReader -Force");
        Assert.Empty(Desk.Run("Get-GalleryReader -All | ? Kind -eq User"));
    }

    [Fact]
    public void A_name_of_two_tenants_is_asked_about()
    {
        Desk.Run("""
            $other = @{ ConsumerName = 'Fabrikam'; ConsumerTenantId = [guid]::NewGuid() }
            $null = Grant-GalleryReader -SignInName sue@other.example -Invite -ResourceId $gallery @other
            """);

        var refusal = Desk.Refusal("Remove-ImageShare Fabrikam -Confirm:$false");
        Assert.StartsWith("ConsumerAmbiguous,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        refusal = Desk.Refusal("Remove-ImageShare -Confirm:$false");
        Assert.StartsWith("ConsumerRequired,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Traffic, e => e.Method == "DELETE");
    }
}
