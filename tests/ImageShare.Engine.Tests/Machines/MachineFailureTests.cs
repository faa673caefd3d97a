using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

/// <summary>What goes wrong on the way, what is told of it, and what is left.</summary>
public sealed class MachineFailureTests : MachineTest
{
    private const string Hub =
        "/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/v";

    private static readonly string s_jsonInText = new JsonObject
    {
        ["code"] = "DeploymentFailed",
        ["message"] = "At least one operation failed.",
        ["details"] = new JsonArray(new JsonObject
        {
            ["code"] = "Conflict",
            ["message"] = """
                { "status": "Failed", "error": { "code": "ResourceDeploymentFailure", "message": "The state is Failed.",
                  "details": [ { "code": "AllocationFailed", "message": "No room." } ] } }
                """,
        }),
    }.ToJsonString();

    [Theory]
    [InlineData("virtualMachines", "AllocationFailed", ErrorKind.ResourceUnavailable)]
    [InlineData("networkInterfaces", "SubnetIsFull", null)]
    [InlineData("publicIPAddresses", "PublicIPCountLimitReached", null)]
    [InlineData("virtualNetworks", "InternalServerError", null)]
    [InlineData("networkSecurityGroups", "RequestDisallowedByPolicy", null)]
    public async Task A_failure_in_the_middle_leaves_nothing(string kind, string code, ErrorKind? category)
    {
        Azure.Failures[kind] = $$"""{ "code": "{{code}}", "message": "No." }""";

        var error = await RefusedAsync(Spec);

        Assert.Equal(code, error.Code);
        Assert.Equal(category ?? error.Kind, error.Kind);
        Assert.Empty(Left);
    }

    [Theory]
    [InlineData("/virtualMachines/")]
    [InlineData("/networkInterfaces/")]
    [InlineData("/virtualNetworks/")]
    public async Task A_refusal_at_submit_leaves_nothing(string path)
    {
        Azure.Refuse = request => request.Method == "PUT" && request.Path.Contains(path, StringComparison.Ordinal);

        var error = await RefusedAsync(Spec);

        Assert.Equal("AuthorizationFailed", error.Code);
        Assert.Empty(Left);
    }

    [Fact]
    public async Task After_25_minutes_a_failure_is_read_to_its_innermost_error_though_that_is_text()
    {
        Azure.Failures["virtualMachines"] = s_jsonInText;
        Azure.Durations["virtualMachines"] = TimeSpan.FromMinutes(25);
        var began = Azure.Cloud.Time.GetUtcNow();

        var error = await RefusedAsync(Spec);

        Assert.Equal(("AllocationFailed", ErrorKind.ResourceUnavailable), (error.Code, error.Kind));
        Assert.InRange(Azure.Cloud.Time.GetUtcNow() - began, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(27));
        Assert.Empty(Left);
    }

    [Fact]
    public async Task Polls_start_at_a_second_and_slow_down()
    {
        Azure.Durations["virtualMachines"] = TimeSpan.FromSeconds(60);

        await CreateAsync(Spec);

        var pauses = Azure.Cloud.Time.Delays.Select(d => d.TotalSeconds).ToList();
        Assert.Equal([1, 2, 4, 8, 10], pauses.Take(5));
        Assert.All(pauses, pause => Assert.InRange(pause, 1, 10));
    }

    [Fact]
    public async Task What_takes_too_long_stays_for_a_later_run()
    {
        Azure.Durations["virtualMachines"] = TimeSpan.FromHours(3);
        var caller = Azure.Caller();

        var error = await RefusedAsync(Spec, caller);

        Assert.Equal(("OperationTimeout", ErrorKind.OperationTimeout), (error.Code, error.Kind));
        Assert.DoesNotContain(Azure.Requests, r => r.Method == "DELETE");
        Assert.Equal(5, caller.Warnings.Count(w => w.StartsWith("Azure is still at work", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Data_disks_that_came_with_the_VM_go_with_it()
    {
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";
        Azure.MakesDisks = true;

        await RefusedAsync(Spec with { DataDiskSizesInGb = [32] });

        Assert.Empty(Left);
        Assert.Contains(Azure.Requests, r => r.Method == "DELETE" && r.Path.Contains("/disks/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_removed_is_said_and_the_rest_goes()
    {
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";
        Azure.Refuse = r => r.Method == "DELETE" && r.Path.EndsWith("/vm1-ip", StringComparison.Ordinal);
        var caller = Azure.Caller();

        var error = await RefusedAsync(Spec, caller);

        Assert.Equal("AllocationFailed", error.Code);
        Assert.Equal(["vm1-ip"], Left);
        Assert.Single(caller.Warnings, w => w.Contains("vm1-ip, which this run made, could not be removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_without_networks_is_registered_for_them_once()
    {
        Azure.Registered = false;
        var caller = Azure.Caller();

        var vm = await CreateAsync(Spec, caller);

        Assert.Equal("Succeeded", vm.ProvisioningState);
        Assert.Single(Azure.Requests, r => r.Method == "POST");
        Assert.Single(caller.Asked, a => a.Action == "Register resource provider Microsoft.Network");
    }

    [Fact]
    public async Task A_private_subnet_of_a_hub_without_way_out_is_warned_of()
    {
        Azure.Put(Hub, "japaneast", """{ "subnets": [ { "name": "s", "properties": { "defaultOutboundAccess": false } } ] }""");
        var caller = Azure.Caller();

        await CreateAsync(Spec with { SubnetId = $"{Hub}/subnets/s" }, caller);

        Assert.Single(caller.Warnings, w => w.Contains("no way out", StringComparison.Ordinal));
        var configuration = Body("/networkInterfaces/")["properties"]!["ipConfigurations"]![0]!;
        Assert.Equal($"{Hub}/subnets/s", (string?)configuration["properties"]!["subnet"]!["id"]);
    }

    [Theory]
    [InlineData("""{ "defaultOutboundAccess": false, "natGateway": { "id": "/n" } }""")]
    [InlineData("""{ "defaultOutboundAccess": false, "routeTable": { "id": "/r" } }""")]
    [InlineData("{}")]
    public async Task A_subnet_with_a_way_out_is_not(string properties)
    {
        const string Spoke = $"{FakeAzure.Group}/providers/Microsoft.Network/virtualNetworks/v";
        Azure.Put(Spoke, "japaneast", $$"""{ "subnets": [ { "name": "s", "properties": {{properties}} } ] }""");
        var caller = Azure.Caller();

        await CreateAsync(Spec with { SubnetId = $"{Spoke}/subnets/s" }, caller);

        Assert.DoesNotContain(caller.Warnings, w => w.Contains("no way out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subnet_whose_network_may_not_be_read_is_left_to_Azure()
    {
        Azure.Refuse = r => r.Path == Hub;
        var caller = Azure.Caller();

        var vm = await CreateAsync(Spec with { SubnetId = $"{Hub}/subnets/s" }, caller);

        Assert.Equal("Succeeded", vm.ProvisioningState);
        Assert.Contains(caller.Messages, m => m.Contains("may not be read", StringComparison.Ordinal));
    }
}
