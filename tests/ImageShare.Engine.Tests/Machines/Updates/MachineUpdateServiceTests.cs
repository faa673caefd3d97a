using System.Text.Json.Nodes;
using ImageShare.Engine.Machines.Updates;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines.Updates;

public sealed class MachineUpdateServiceTests
{
    private const string Auxiliary = "x-ms-authorization-auxiliary";
    private const string VM = $"{FakeAzure.Group}/providers/Microsoft.Compute/virtualMachines/vm1";

    private readonly FakeAzure _azure = new();

    public MachineUpdateServiceTests() => _azure.Put(VM, "japaneast", $$"""
        { "provisioningState": "Succeeded", "hardwareProfile": { "vmSize": "Standard_B2s" },
          "storageProfile": { "imageReference": { "id": "{{FakeAzure.Version}}" }, "osDisk": { "createOption": "FromImage", "osType": "Linux" },
            "dataDisks": [ { "lun": 0, "name": "d0", "createOption": "Empty", "diskSizeGB": 8, "managedDisk": { "id": "/subscriptions/{{TestCloud.SubscriptionId}}/resourceGroups/rg/providers/Microsoft.Compute/disks/d0" } } ] } }
        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<SharedImageVM> UpdateAsync(SharedImageVMUpdate update, FakeCaller? caller = null) =>
        new MachineUpdateService(_azure.Builders(), new(), new(_azure.Cloud.Time))
            .UpdateAsync(update, caller ?? _azure.Caller(), Token);

    private static SharedImageVMUpdate Wish => new("vm1", "rg");

    private MockRequest Patch() => Assert.Single(_azure.Requests, r => r.Method == "PATCH");

    [Fact]
    public async Task A_change_shows_the_owners_token_and_the_reads_do_not()
    {
        await UpdateAsync(Wish with { Size = "Standard_D2s_v5" });

        Assert.Equal(VM, Patch().Path);
        Assert.Equal(TestCloud.PublisherTenant, FakeAzure.TenantOf(Patch().Header(Auxiliary)!));
        Assert.Equal(TestCloud.ConsumerTenant, FakeAzure.Tenant(Patch()));
        Assert.All(_azure.Requests.Where(r => r.Method != "PATCH"), r => Assert.Null(r.Header(Auxiliary)));
        Assert.Equal("""{"properties":{"hardwareProfile":{"vmSize":"Standard_D2s_v5"}}}""", Patch().Body);
    }

    [Fact]
    public async Task A_delegated_image_takes_no_other_token()
    {
        _azure.Delegated = true;

        await UpdateAsync(Wish with { Size = "Standard_D2s_v5" });

        Assert.Null(Patch().Header(Auxiliary));
    }

    [Fact]
    public async Task Disks_are_added_beside_those_that_are_there()
    {
        await UpdateAsync(Wish with { DataDiskSizesInGb = [8, 32] });

        var disks = JsonNode.Parse(Patch().Body)!["properties"]!["storageProfile"]!["dataDisks"]!.AsArray();
        Assert.Equal([(0, 8), (1, 32)], disks.Select(d => ((int)d!["lun"]!, (int)d["diskSizeGB"]!)));
        Assert.EndsWith("/disks/d0", (string?)disks[0]!["managedDisk"]!["id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Azure_failed_to_change_is_asked_again()
    {
        var properties = _azure.Resources[VM.ToLowerInvariant()]["properties"]!;
        properties["provisioningState"] = "Failed";
        _azure.Before = request =>
        {
            if (request.Method == "PATCH")
                properties["provisioningState"] = "Succeeded";
        };
        var caller = _azure.Caller();

        await UpdateAsync(Wish with { Size = "Standard_B2s", DataDiskSizesInGb = [8] }, caller);

        Assert.Equal([(VM, "Change size Standard_B2s (it restarts), data disks of 8 GiB")], caller.Asked);
        Assert.Contains("/disks/d0", Patch().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_replaced_but_for_the_mark_of_the_run()
    {
        _azure.Resources[VM.ToLowerInvariant()]["tags"] = new JsonObject { ["imageshare-run"] = "r", ["old"] = "1" };

        await UpdateAsync(Wish with { Tags = new Dictionary<string, string> { ["new"] = "2" }, SystemAssignedIdentity = true });

        var body = JsonNode.Parse(Patch().Body)!;
        Assert.Equal(["imageshare-run", "new"], body["tags"]!.AsObject().Select(t => t.Key).Order());
        Assert.Equal("SystemAssigned", (string?)body["identity"]!["type"]);
    }

    [Fact]
    public async Task What_is_as_asked_is_neither_changed_nor_is_its_image_read()
    {
        var caller = _azure.Caller();

        var vm = await UpdateAsync(Wish with { Size = "standard_b2s", DataDiskSizesInGb = [8] }, caller);

        Assert.Equal("Standard_B2s", vm.Size);
        Assert.Empty(caller.Asked);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PATCH" || r.Path.Contains("/galleries/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_WhatIf_the_change_is_said_and_not_made()
    {
        var caller = _azure.Caller(whatIf: true);

        var planned = await UpdateAsync(Wish with { Size = "Standard_D2s_v5" }, caller);

        Assert.Equal([(VM, "Change size Standard_D2s_v5 (it restarts)")], caller.Asked);
        Assert.Equal(("Planned", "Standard_D2s_v5"), (planned.ProvisioningState, planned.Size));
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PATCH");
    }

    [Fact]
    public async Task When_access_was_revoked_the_VM_is_left_alone_and_the_publisher_named()
    {
        _azure.Granted = false;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => UpdateAsync(Wish with { Size = "Standard_D2s_v5" }));

        Assert.Equal(("LinkedAuthorizationFailed", VM, Party.Publisher), (refusal.Code, refusal.Target, refusal.Who));
        Assert.Contains("cannot be changed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Grant-GalleryReader", refusal.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PATCH");
    }
}
