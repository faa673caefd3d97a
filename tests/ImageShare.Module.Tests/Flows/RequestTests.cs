using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>What a VM costs in requests, which of them run at once, and which show a token of the image's owner.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private Desk? _desk;

    private Desk Desk => _desk!;

    private string Publisher => Desk.Server.Accounts.Publisher.TenantId;

    private string Consumer => Desk.Server.Accounts.Consumer.TenantId;

    public async ValueTask InitializeAsync()
    {
        // Each answer takes its time, so that what is sent at once is seen to overlap.
        var options = new SandboxOptions { Delays = Delays.None, Latency = TimeSpan.FromMilliseconds(100) };
        _desk = new Desk(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        Desk.Run("""
            $folder = New-Folder
            $certificate = New-CertificateFile $folder 'fabrikam'
            $vm = @{ Name = 'vm'; ResourceGroupName = 'rg-machines'; Credential = New-Credential 'operator' 'Correct-Horse-42' }
            $null = Connect-Side Publisher
            $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest
            """);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Run("[System.IO.Directory]::Delete($folder, $true)");
        Desk.Dispose();
        await Desk.Server.DisposeAsync();
    }

    [Fact]
    public void A_VM_with_a_new_network_takes_nine_requests_and_makes_what_stands_alone_at_once()
    {
        Share();
        Desk.Server.Traffic.Clear();

        Desk.Run("$share | New-SharedImageVM @vm -Size Standard_B2s");
        var traffic = Desk.Traffic.Where(e => e.IsResourceManager).ToList();
        var made = traffic.Where(e => e.Method == "PUT").ToDictionary(e => e.Path.Split('/')[^2]);
        // A long-running operation is polled, and ends with a read of what it made.
        var requests = traffic.Where(e => !e.IsPoll && !IsResultOf(made.Values, e)).ToList();

        Assert.True(requests.Count <= 9, string.Join('\n', requests.Select(e => $"{e.Method} {e.Status} {e.Path}")));
        Assert.True(traffic.Count(e => !e.IsPoll) <= requests.Count + made.Count);
        Assert.Equal(5, made.Count);
        Assert.True(Wire.Overlap(made["networkSecurityGroups"], made["publicIPAddresses"]));
        Assert.True(Wire.Overlap(made["networkSecurityGroups"], made["virtualNetworks"]));
        Assert.True(Wire.Overlap(made["publicIPAddresses"], made["virtualNetworks"]));
        Assert.True(made["virtualNetworks"].Ended <= made["networkInterfaces"].Started);
        Assert.True(made["networkInterfaces"].Ended <= made["virtualMachines"].Started);
        Assert.Equal([Publisher], made["virtualMachines"].AuxiliaryTenants);
        Assert.All(made.Values.Where(e => e != made["virtualMachines"]), e => Assert.False(e.ShowsAuxiliaryToken));
    }

    [Fact]
    public void A_size_that_is_left_open_takes_two_reads_more_beside_the_others()
    {
        Desk.Server.Traffic.Clear();

        Desk.Run("$vm.ResourceGroupName = $Sandbox.Publisher.ResourceGroupName; $image | New-SharedImageVM @vm -WhatIf");
        var sizes = Assert.Single(Desk.Traffic, e => e.Path.EndsWith("/skus", StringComparison.Ordinal));
        var quotas = Assert.Single(Desk.Traffic, e => e.Path.EndsWith("/usages", StringComparison.Ordinal));

        Assert.True(Wire.Overlap(sizes, quotas));
        Assert.Equal((200, 200), (sizes.Status, quotas.Status));
    }

    [Fact]
    public void A_VM_in_the_images_own_tenant_shows_no_other_token()
    {
        Desk.Server.Traffic.Clear();
        Desk.Run("$vm.ResourceGroupName = $Sandbox.Publisher.ResourceGroupName; $image | New-SharedImageVM @vm");

        var put = Assert.Single(Desk.Traffic, e => e.Method == "PUT" && e.Path.Contains("/virtualMachines/", StringComparison.Ordinal));
        Assert.Equal((201, Publisher), (put.Status, put.Tenant));
        Assert.All(Desk.Traffic, e => Assert.False(e.ShowsAuxiliaryToken));
    }

    [Fact]
    public void The_image_is_read_with_the_apps_token_of_either_tenant_at_once()
    {
        Share();
        // The sign-ins.
        Desk.Run("$share | New-SharedImageVM @vm -WhatIf");
        Desk.Server.Traffic.Clear();

        Desk.Run("$share | New-SharedImageVM @vm -WhatIf");
        var reads = Desk.Traffic.Where(e => e.Path.Contains("/galleries/", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, reads.Count);
        Assert.InRange(Assert.Single(reads, e => e.Tenant == Consumer).Status, 401, 404);
        Assert.Equal(200, Assert.Single(reads, e => e.Tenant == Publisher).Status);
        Assert.True(Wire.Overlap(reads[0], reads[1]));
        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange || e.ShowsAuxiliaryToken);
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Share();
        Desk.Run("$share | New-SharedImageVM @vm");
        Desk.Server.Traffic.Clear();

        Desk.Run("$share | New-SharedImageVM @vm");

        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange || e.ShowsAuxiliaryToken);
    }

    [Fact]
    public void The_app_of_a_handover_signs_in_once_for_VM_after_VM()
    {
        Share();
        Desk.Run("$share | New-SharedImageVM @vm -WhatIf");
        Desk.Server.Traffic.Clear();

        Desk.Run("$share | New-SharedImageVM @vm -WhatIf");

        Assert.NotEmpty(Desk.Traffic);
        Assert.DoesNotContain(Desk.Traffic, e => e.Path.EndsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public void Sharing_a_second_time_changes_nothing()
    {
        Share();
        Desk.Server.Traffic.Clear();

        Share(" -Force");

        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);
    }

    private static bool IsResultOf(IEnumerable<TrafficEntry> made, TrafficEntry entry) =>
        entry.Method == "GET" && made.Any(m => m.Path == entry.Path && m.Ended <= entry.Started);

    // Publisher, then consumer's administrator; $share is then what the operator imported.
    private void Share(string force = "") => Desk.Run($$"""
        $null = Connect-Side Publisher
        $file = $image | New-GalleryShareApp -DisplayName Fabrikam -CertificatePath $certificate.Cer |
            Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json"{{force}}
        $null = Connect-Side Consumer
        $null = Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
        $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
        """);
}
