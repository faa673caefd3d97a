using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

/// <summary>Several VMs of one command.</summary>
public sealed class MachineBatchTests : MachineTest
{
    private readonly SharedImageVMBatch _batch = new();

    private SharedImageVMSpec Of(int number) => Spec with { Name = $"web-{number}", SharedName = "web", Batch = _batch };

    [Fact]
    public async Task They_share_a_network_that_is_made_once_and_the_reads()
    {
        var caller = Azure.Caller();

        var vms = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => CreateAsync(Of(i), caller)));

        Assert.Equal(5, vms.Select(vm => vm.Id).Distinct().Count());
        Assert.Equal(["web-nsg", "web-vnet"], Made("virtualNetworks").Concat(Made("networkSecurityGroups")).Order());
        Assert.Equal(5, Made("publicIPAddresses").Count());
        Assert.Equal(5, Made("virtualMachines").Count());
        Assert.Single(Azure.Requests, r => r.Path.EndsWith("/skus", StringComparison.Ordinal));
        Assert.Single(Azure.Requests, r => r.Path == FakeAzure.Definition);
        Assert.Single(caller.Asked, a => a.Target.EndsWith("/web-vnet", StringComparison.Ordinal));
        Assert.Single(vms.Select(vm => vm.Tags["imageshare-run"]).Distinct());
        Assert.Single(caller.Warnings, w => w.StartsWith("The image stays the property", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_after_the_other_they_share_it_too()
    {
        await CreateAsync(Of(1));
        await CreateAsync(Of(2));

        Assert.Equal(["web-vnet"], Made("virtualNetworks"));
        Assert.Equal(["web-1-ip", "web-2-ip"], Made("publicIPAddresses"));
    }

    [Fact]
    public async Task What_one_made_stays_when_another_fails()
    {
        await CreateAsync(Of(1));
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";

        await RefusedAsync(Of(2));

        Assert.Equal(["web-1", "web-1-ip", "web-1-nic", "web-nsg", "web-vnet"], Left);
    }

    [Fact]
    public async Task When_all_fail_nothing_is_left()
    {
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";

        await Task.WhenAll(Enumerable.Range(1, 4).Select(i => RefusedAsync(Of(i))));

        Assert.Empty(Left);
    }

    [Fact]
    public async Task A_network_that_cannot_be_made_fails_them_all_with_the_same_words()
    {
        Azure.Failures["virtualNetworks"] = """{ "code": "RequestDisallowedByPolicy", "message": "No networks." }""";

        var errors = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => RefusedAsync(Of(i))));

        Assert.All(errors, e => Assert.Equal("RequestDisallowedByPolicy", e.Code));
        Assert.Empty(Left);
    }

    [Fact]
    public async Task What_serves_one_VM_only_is_refused_to_a_second()
    {
        var spec = Of(1) with { PublicIpAddressName = "front" };
        await CreateAsync(spec);

        var error = await RefusedAsync(spec with { Name = "web-2" });

        Assert.Equal("ResourceNotUsable", error.Code);
        Assert.Equal(["front", "web-1", "web-1-nic", "web-nsg", "web-vnet"], Left);
    }

    private IEnumerable<string> Made(string kind) => Azure.Requests
        .Where(r => r.Method == "PUT" && r.Path.Contains($"/{kind}/", StringComparison.Ordinal)).Select(r => r.Path.Split('/')[^1]).Order();
}
