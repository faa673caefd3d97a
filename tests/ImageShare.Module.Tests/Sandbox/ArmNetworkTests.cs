using System.Net;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmNetworkTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task Addresses_are_given_and_what_is_in_use_stays()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var address = await _arm.NetworkAsync(token, "publicIPAddresses/ip", Address("Standard", "Static"));
        await _arm.NewInterfaceAsync(token, "nic1");
        var nic = await _arm.NetworkAsync(token, "networkInterfaces/nic2", _arm.Interface("default", (string)address.Body!["id"]!));

        Assert.Equal("10.0.0.5", (string?)nic.Body!["properties"]!["ipConfigurations"]![0]!["properties"]!["privateIPAddress"]);
        Assert.Equal("Succeeded", nic.State);
        var shown = await _arm.GetAsync(token, (string)address.Body["id"]!, "2024-05-01");
        Assert.StartsWith("198.1", (string)shown.Body!["properties"]!["ipAddress"]!);
        Assert.EndsWith("/nic2/ipConfigurations/ipconfig1", (string)shown.Body["properties"]!["ipConfiguration"]!["id"]!);

        var network = $"{_arm.Group}/providers/Microsoft.Network/virtualNetworks/vnet";
        Assert.Equal("PublicIPAddressCannotBeDeleted", (await DeleteAsync(token, (string)address.Body["id"]!)).Code);
        Assert.Equal("InUseSubnetCannotBeDeleted", (await DeleteAsync(token, network)).Code);
        var third = await _arm.NetworkAsync(token, "networkInterfaces/nic3", _arm.Interface("default", (string)address.Body["id"]!));
        Assert.Equal("PublicIPAddressInUse", third.Code);
    }

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.0.0/24", "10.1.0.128/25", "NetcfgSubnetRangesOverlap")]
    [InlineData("10.1.0.0/16", "10.1.0.0/24", "10.2.0.0/24", "NetcfgSubnetRangeOutsideVnet")]
    [InlineData("10.1.0.0/16", "10.1.0.0/24", "10.1.1.5/24", "InvalidCIDRNotation")]
    [InlineData("10.1.0.0/16", "10.1.0.0/24", "ten", "InvalidAddressPrefixFormat")]
    [InlineData("10.1.0.0/99", "10.1.0.0/24", "10.1.1.0/24", "InvalidAddressPrefixFormat")]
    public async Task Ranges_are_checked(string space, string first, string second, string code)
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        var reply = await _arm.NetworkAsync(token, "virtualNetworks/bad", Network(space, first, second));

        Assert.Equal((HttpStatusCode.BadRequest, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Basic_and_dynamic_public_addresses_are_a_thing_of_the_past()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        var basic = await _arm.NetworkAsync(token, "publicIPAddresses/old", Address("Basic", "Static"));
        var dynamic = await _arm.NetworkAsync(token, "publicIPAddresses/old", Address("Standard", "Dynamic"));

        Assert.Equal("IPv4BasicSkuPublicIpCountLimitReached", basic.Code);
        Assert.Equal("StandardAndStandardV2SkuPublicIPAddressesMustBeStatic", dynamic.Code);
    }

    [Fact]
    public async Task Newer_versions_make_private_subnets()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var id = $"{_arm.Group}/providers/Microsoft.Network/virtualNetworks/";

        var older = await _arm.PutAsync(token, $"{id}older", Network("10.3.0.0/16", "10.3.0.0/24", "10.3.1.0/24"), "2024-05-01");
        var newer = await _arm.PutAsync(token, $"{id}newer", Network("10.3.0.0/16", "10.3.0.0/24", "10.3.1.0/24"), "2025-07-01");

        Assert.Null(older.Body!["properties"]!["subnets"]![0]!["properties"]!["defaultOutboundAccess"]);
        Assert.False((bool)newer.Body!["properties"]!["subnets"]![0]!["properties"]!["defaultOutboundAccess"]!);
    }

    [Fact]
    public async Task What_is_not_ready_yet_is_worth_another_try()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None with { ResourceCreation = DelayRange.Seconds(20, 20) }, Clock = clock },
            TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Consumer);
        var network = await arm.NetworkAsync(token, "virtualNetworks/vnet", Network("10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24"));

        Assert.Equal(("Updating", "3"), (network.State, network.Headers["Retry-After"]));
        var early = await arm.NetworkAsync(token, "networkInterfaces/nic", arm.Interface("first"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "RetryableError"), (early.Status, early.Code));
        Assert.Equal("ReferencedResourceNotProvisioned", (string?)early.Body!["error"]!["details"]![0]!["code"]);

        clock.Advance(TimeSpan.FromSeconds(21));
        var poll = await arm.GetAsync(token, network.Headers["Azure-AsyncOperation"]);
        Assert.Equal("""{"status":"Succeeded"}""", poll.Body!.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, (await arm.NetworkAsync(token, "networkInterfaces/nic", arm.Interface("first"))).Status);
    }

    [Fact]
    public async Task A_resource_group_takes_everything_along()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var group = $"/subscriptions/{_arm.Consumer.SubscriptionId}/resourceGroups/rg-short";
        var made = await _arm.PutAsync(token, group, new { location = "West Europe" });
        var address = $"{group}/providers/Microsoft.Network/publicIPAddresses/ip";
        await _arm.PutAsync(token, address, Address("Standard", "Static"), "2024-05-01");
        var listed = await _arm.GetAsync(token, $"{group}/resources?$filter=resourceType eq 'Microsoft.Network/publicIPAddresses'");

        var deleted = await _arm.SendAsync(token, HttpMethod.Delete, group);
        var poll = await _arm.GetAsync(token, deleted.Headers["Location"]);
        var gone = await _arm.GetAsync(token, group);

        Assert.Equal((HttpStatusCode.Created, "westeurope"), (made.Status, (string?)made.Body!["location"]));
        Assert.Single(listed.Body!["value"]!.AsArray());
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (deleted.Status, poll.Status));
        Assert.Equal((HttpStatusCode.NotFound, "ResourceGroupNotFound"), (gone.Status, gone.Code));
    }

    private Task<ArmReply> DeleteAsync(string token, string id) => _arm.SendAsync(token, HttpMethod.Delete, id, null, "2024-05-01");

    private static object Address(string sku, string method) =>
        new { location = "westeurope", sku = new { name = sku }, properties = new { publicIPAllocationMethod = method } };

    private static object Network(string space, string first, string second) => new
    {
        location = "westeurope",
        properties = new
        {
            addressSpace = new { addressPrefixes = (string[])[space] },
            subnets = (object[])
            [
                new { name = "first", properties = new { addressPrefix = first } },
                new { name = "second", properties = new { addressPrefix = second } },
            ],
        },
    };
}
