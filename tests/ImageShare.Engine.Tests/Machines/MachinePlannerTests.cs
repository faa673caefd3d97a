using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Engine.Machines;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Machines.NodeKind;

namespace ImageShare.Engine.Tests.Machines;

public sealed class MachinePlannerTests
{
    private const string Subscription = "33333333-3333-4333-8333-333333333333";
    private const string Network = $"/subscriptions/{Subscription}/resourceGroups/rg/providers/Microsoft.Network";
    private static readonly SharedImageVMSpec s_spec = new("vm1", "rg");

    [Fact]
    public void An_empty_group_gets_everything_and_what_is_independent_at_the_same_time()
    {
        var plan = Plan(s_spec);

        Assert.Equal([SecurityGroup, PublicIpAddress, VirtualNetwork, NetworkInterface, VirtualMachine], plan.ToMake.Select(n => n.Kind));
        Assert.All(plan.Nodes.Take(3), node => Assert.Empty(node.DependsOn));
        Assert.Equal([SecurityGroup, PublicIpAddress, VirtualNetwork], plan.Find(NetworkInterface)!.DependsOn.Select(n => n.Kind));
        Assert.Equal([NetworkInterface], plan.Find(VirtualMachine)!.DependsOn.Select(n => n.Kind));
    }

    [Fact]
    public void Ids_are_compared_as_Azure_does_without_regard_to_case()
    {
        var plan = Plan(s_spec, Existing($"{Network.ToUpperInvariant()}/NETWORKSECURITYGROUPS/VM1-NSG"));

        Assert.True(plan.Find(SecurityGroup)!.Exists);
    }

    [Fact]
    public void A_network_that_is_there_is_used_again()
    {
        var plan = Plan(
            s_spec with { VirtualNetworkName = "hub", SubnetName = "a" },
            Existing($"{Network}/virtualNetworks/hub", """{ "subnets": [ { "name": "A" } ] }"""));

        Assert.Equal([SecurityGroup, NetworkInterface, VirtualMachine], plan.ToMake.Select(n => n.Kind));
        Assert.Equal($"{Network}/virtualNetworks/hub/subnets/a", plan.SubnetId.ToString());
    }

    [Fact]
    public void A_subnet_that_a_network_lacks_is_made_only_with_its_prefix()
    {
        var existing = Existing($"{Network}/virtualNetworks/hub", """{ "subnets": [ { "name": "a" } ] }""");
        var spec = s_spec with { VirtualNetworkName = "hub", SubnetName = "b" };

        Assert.Equal("SubnetNotFound", Assert.Throws<ImageShareException>(() => Plan(spec, existing)).Code);
        var subnet = Plan(spec with { SubnetAddressPrefix = "10.0.1.0/24" }, existing).Find(Subnet)!;
        Assert.False(subnet.Exists);
        Assert.Equal([VirtualNetwork], subnet.DependsOn.Select(n => n.Kind));
    }

    [Fact]
    public void A_subnet_by_id_needs_no_network_and_gets_no_address()
    {
        const string Id = $"/subscriptions/{Subscription}/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/v/subnets/s";

        var plan = Plan(s_spec with { SubnetId = Id });

        Assert.Equal([SecurityGroup, NetworkInterface, VirtualMachine], plan.ToMake.Select(n => n.Kind));
        Assert.Equal(Id, plan.SubnetId.ToString());
    }

    [Theory]
    [InlineData(false, null, null, true)]
    [InlineData(true, null, null, false)]
    [InlineData(false, "hub", null, false)]
    [InlineData(false, "hub", "ip", true)]
    [InlineData(false, "new", null, true)]
    public void A_VM_with_a_network_of_its_own_gets_an_address(bool none, string? network, string? name, bool expected)
    {
        var spec = s_spec with { NoPublicIp = none, VirtualNetworkName = network, PublicIpAddressName = name };

        var plan = Plan(spec, Existing($"{Network}/virtualNetworks/hub", """{ "subnets": [ { "name": "default" } ] }"""));

        Assert.Equal(expected, plan.Find(PublicIpAddress) is not null);
    }

    [Fact]
    public void A_NAT_gateway_is_the_way_out_of_a_new_subnet_and_no_address_is_made()
    {
        var spec = s_spec with { NatGatewayId = $"{Network}/natGateways/nat" };
        var plan = Plan(spec);

        Assert.Equal([SecurityGroup, VirtualNetwork, NetworkInterface, VirtualMachine], plan.ToMake.Select(n => n.Kind));
        var subnet = Body(plan, VirtualNetwork, spec)["properties"]!["subnets"]![0]!["properties"]!;
        Assert.Equal(spec.NatGatewayId, (string?)subnet["natGateway"]!["id"]);
    }

    [Theory]
    [InlineData("""{ "subnets": [ { "name": "default", "properties": { "natGateway": { "id": "NAT" } } } ] }""", true)]
    [InlineData("""{ "subnets": [ { "name": "default", "properties": { "natGateway": { "id": "/other" } } } ] }""", false)]
    [InlineData("""{ "subnets": [ { "name": "default", "properties": {} } ] }""", false)]
    public void A_subnet_that_is_there_keeps_its_own_way_out(string properties, bool usable)
    {
        var gateway = $"{Network}/natGateways/nat";
        var existing = Existing($"{Network}/virtualNetworks/vm1-vnet", properties.Replace("NAT", gateway, StringComparison.Ordinal));
        MachinePlan Do() => Plan(s_spec with { NatGatewayId = gateway }, existing);

        if (usable)
            Assert.True(Do().Find(Subnet)!.Exists);
        else
            Assert.Equal("ResourceNotUsable", Assert.Throws<ImageShareException>(Do).Code);
    }

    [Theory]
    [InlineData("japaneast", "s", null)]
    [InlineData("westus", "s", "ResourceNotUsable")]
    [InlineData("japaneast", "t", "SubnetNotFound")]
    public void A_subnet_elsewhere_is_checked_when_its_network_can_be_read(string location, string subnet, string? code)
    {
        const string Hub =
            "/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/v";
        var spec = s_spec with { SubnetId = $"{Hub}/subnets/{subnet}" };
        var found = Existing(Hub, """{ "subnets": [ { "name": "S" } ] }""", location);

        if (code is null)
            Assert.DoesNotContain(Plan(spec, found).Nodes, n => n.Kind is VirtualNetwork or Subnet);
        else
            Assert.Equal(code, Assert.Throws<ImageShareException>(() => Plan(spec, found)).Code);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2", "2")]
    public void The_address_is_in_the_zone_of_the_VM(string? zone, string? expected)
    {
        var spec = s_spec with { Zone = zone };

        var body = Body(Plan(spec), PublicIpAddress, spec);

        Assert.Equal("Standard", (string?)body["sku"]!["name"]);
        Assert.Equal(expected, (string?)body["zones"]?[0]);
    }

    [Theory]
    [InlineData("1", new[] { "1", "2", "3" }, true)]
    [InlineData("1", new[] { "2" }, false)]
    [InlineData("1", new string[0], false)]
    [InlineData(null, new[] { "2" }, true)]
    public void An_address_that_is_there_must_reach_the_zone(string? zone, string[] zones, bool usable)
    {
        var found = Existing($"{Network}/publicIPAddresses/vm1-ip", sku: "Standard") with { Zones = zones };
        MachinePlan Do() => Plan(s_spec with { Zone = zone }, found);

        if (usable)
            Assert.True(Do().Find(PublicIpAddress)!.Exists);
        else
            Assert.Equal("ResourceNotUsable", Assert.Throws<ImageShareException>(Do).Code);
    }

    [Fact]
    public void Terms_are_accepted_beside_the_network_and_before_the_VM()
    {
        var id = MarketplaceTerms.IdOf(new("contoso", "offer", "plan"), Subscription);

        var plan = MachinePlanner.Plan(
            s_spec, new MachineNames(s_spec, Subscription), "japaneast", new Dictionary<ResourceIdentifier, ExistingResource>(), id);

        var terms = plan.Find(NodeKind.PlanTerms)!;
        Assert.Empty(terms.DependsOn);
        Assert.Contains(terms, plan.Find(VirtualMachine)!.DependsOn);
        Assert.Equal("Accept Marketplace terms", terms.Action);
    }

    [Fact]
    public void A_network_interface_that_is_there_needs_nothing_but_the_VM()
    {
        var plan = Plan(s_spec, Existing($"{Network}/networkInterfaces/vm1-nic", """{ "ipConfigurations": [] }"""));

        Assert.Equal([VirtualMachine], plan.ToMake.Select(n => n.Kind));
    }

    [Theory]
    [InlineData("networkInterfaces/vm1-nic", """{ "virtualMachine": { "id": "/x" } }""", "japaneast", null)]
    [InlineData("publicIPAddresses/vm1-ip", """{ "ipConfiguration": { "id": "/x" } }""", "japaneast", "Standard")]
    [InlineData("publicIPAddresses/vm1-ip", "{}", "japaneast", "Basic")]
    [InlineData("virtualNetworks/vm1-vnet", """{ "subnets": [ { "name": "default" } ] }""", "westus", null)]
    [InlineData("networkSecurityGroups/vm1-nsg", "{}", "westus", null)]
    public void What_cannot_be_used_is_refused(string path, string properties, string location, string? sku)
    {
        var found = Existing($"{Network}/{path}", properties, location, sku);

        var error = Assert.Throws<ImageShareException>(() => Plan(s_spec, found));

        Assert.Equal(("ResourceNotUsable", ErrorKind.ResourceExists), (error.Code, error.Kind));
        Assert.Equal(found.Id.ToString(), error.Target);
    }

    [Fact]
    public async Task Nodes_that_do_not_depend_on_each_other_run_together_and_the_others_in_order()
    {
        var together = new Barrier(3);
        List<NodeKind> done = [];

        await Plan(s_spec).RunAsync(node => Task.Run(() =>
        {
            // Three that must be under way at once, or none gets past here.
            if (node.DependsOn.Count == 0)
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(10)));
            lock (done)
                done.Add(node.Kind);
        }, TestContext.Current.CancellationToken));

        Assert.Equal([NetworkInterface, VirtualMachine], done[3..]);
    }

    [Fact]
    public async Task After_a_failure_the_others_end_and_nothing_that_depends_on_it_begins()
    {
        List<NodeKind> begun = [];

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Plan(s_spec).RunAsync(async node =>
        {
            lock (begun)
                begun.Add(node.Kind);
            if (node.Kind == SecurityGroup)
                throw new InvalidOperationException("no");
            await Task.Yield();
        }));

        Assert.Equal("no", failure.Message);
        Assert.Equal([SecurityGroup, PublicIpAddress, VirtualNetwork], begun.Order());
    }

    private static MachinePlan Plan(SharedImageVMSpec spec, params ExistingResource[] existing) => MachinePlanner.Plan(
        spec, new MachineNames(spec, Subscription), "japaneast", existing.ToDictionary(r => r.Id));

    private static JsonObject Body(MachinePlan plan, NodeKind kind, SharedImageVMSpec spec) => NetworkBodies.Of(
        plan.Find(kind)!, spec, new MachineNames(spec, Subscription), plan, "japaneast", new Dictionary<string, string>());

    private static ExistingResource Existing(string id, string properties = "{}", string location = "japaneast", string? sku = null) =>
        new(new ResourceIdentifier(id), location) { Properties = JsonDocument.Parse(properties).RootElement, Sku = sku };
}
