using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

/// <summary>What Azure lets a machine be: sizes, quotas, zones, plans, disks.</summary>
public sealed class ArmMachineKindTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private readonly ArmCalls _arm = new(sandbox.Server);
    private readonly string _name = $"k{Guid.NewGuid():N}"[..12];
    private string _token = "";
    private string _auxiliary = "";

    public async ValueTask InitializeAsync() =>
        (_token, _auxiliary) = (await _arm.AdminTokenAsync(_arm.Consumer), await _arm.AdminTokenAsync(_arm.Publisher));

    public ValueTask DisposeAsync()
    {
        _arm.Dispose();
        return default;
    }

    [Theory]
    [InlineData("Standard_DS1_v2", null, "SkuNotAvailable")]
    [InlineData("Standard_B2s_v2", "3", "SkuNotAvailable")]
    [InlineData("Standard_B2s_v2", "1", null)]
    public async Task A_size_must_be_offered_to_the_subscription(string size, string? zone, string? code)
    {
        var machine = await MachineAsync("contoso_images", "ubuntu-server", size);
        if (zone is not null)
            machine["zones"] = new JsonArray(zone);

        Assert.Equal(code, (await PutAsync(machine)).Code);
    }

    [Fact]
    public async Task The_list_of_sizes_says_what_is_closed()
    {
        var path = $"subscriptions/{_arm.Consumer.SubscriptionId}/providers/Microsoft.Compute/skus?$filter=location eq 'westeurope'";
        var skus = (await _arm.GetAsync(_token, path, "2021-07-01")).Body!["value"]!.AsArray();

        Assert.Equal("Location", Restriction("Standard_DS1_v2")!["type"]!.GetValue<string>());
        Assert.Equal("3", (string?)Restriction("Standard_B2s_v2")!["restrictionInfo"]!["zones"]![0]);
        Assert.Null(Restriction("Standard_D2s_v5"));

        JsonNode? Restriction(string name) => skus.Single(s => (string?)s!["name"] == name)!["restrictions"]!.AsArray().FirstOrDefault();
    }

    [Theory]
    [InlineData("ubuntu-confidential", "Standard_DC2as_v5", "ConfidentialVM", true, null)]
    [InlineData("ubuntu-confidential", "Standard_DC2as_v5", "ConfidentialVM", false, "InvalidParameter")]
    [InlineData("ubuntu-confidential", "Standard_D2s_v5", "ConfidentialVM", true, "BadRequest")]
    [InlineData("ubuntu-confidential", "Standard_DC2as_v5", null, true, "BadRequest")]
    [InlineData("ubuntu-both", "Standard_DC2as_v5", null, true, "BadRequest")]
    [InlineData("ubuntu-trusted", "Standard_D2s_v5", "TrustedLaunch", true, null)]
    [InlineData("debian-gen1", "Standard_D2s_v5", "TrustedLaunch", true, "BadRequest")]
    [InlineData("ubuntu-nvme", "Standard_D2s_v5", null, true, "InvalidParameter")]
    [InlineData("ubuntu-nvme", "Standard_D2s_v6", null, true, null)]
    public async Task Size_image_and_security_type_must_fit(string image, string size, string? security, bool encrypted, string? code)
    {
        var machine = await MachineAsync("contoso_kinds", image, size);
        var properties = machine["properties"]!;
        if (security is not null)
            properties["securityProfile"] = new JsonObject { ["securityType"] = security };
        if (security == "ConfidentialVM" && encrypted)
        {
            properties["storageProfile"]!["osDisk"]!["managedDisk"] = new JsonObject
            {
                ["securityProfile"] = new JsonObject { ["securityEncryptionType"] = "VMGuestStateOnly" },
            };
        }

        Assert.Equal(code, (await PutAsync(machine)).Code);
    }

    [Theory]
    [InlineData("Standard_D2s_v5", "Spot", null)]
    [InlineData("Standard_B2s", "Spot", "OperationNotAllowed")]
    [InlineData("Standard_B2s", "Regular", null)]
    public async Task Spot_takes_sizes_with_spare_capacity(string size, string priority, string? code)
    {
        var machine = await MachineAsync("contoso_images", "ubuntu-server", size);
        machine["properties"]!["priority"] = priority;

        Assert.Equal(code, (await PutAsync(machine)).Code);
    }

    [Fact]
    public async Task Cores_of_a_family_run_out()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        server.World.Do(world => world.FindSubscription(arm.Consumer.SubscriptionId)!.CoreLimits["standardDSv5Family"] = 1);
        var token = await arm.AdminTokenAsync(arm.Consumer);
        var machine = ArmCalls.Machine(await arm.NewInterfaceAsync(token, "nic"), arm.Publisher.ImageId);

        var reply = await arm.MachineAsync(token, "vm", machine, await arm.AdminTokenAsync(arm.Publisher));
        var usages = await arm.GetAsync(
            token, $"subscriptions/{arm.Consumer.SubscriptionId}/providers/Microsoft.Compute/locations/westeurope/usages");

        Assert.Equal((HttpStatusCode.Conflict, "OperationNotAllowed"), (reply.Status, reply.Code));
        var family = usages.Body!["value"]!.AsArray().Single(u => (string?)u!["name"]!["value"] == "standardDSv5Family");
        Assert.Equal(1, (int)family!["limit"]!);
    }

    [Theory]
    [InlineData(null, "ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint")]
    [InlineData("2", "ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint")]
    [InlineData("1", null)]
    public async Task The_address_of_a_machine_in_a_zone_is_in_that_zone(string? zone, string? code)
    {
        var address = await _arm.NetworkAsync(_token, $"publicIPAddresses/{_name}", new
        {
            location = "westeurope",
            sku = new { name = "Standard" },
            zones = zone is null ? null : (string[])[zone],
            properties = new { publicIPAllocationMethod = "Static" },
        });
        await _arm.NewInterfaceAsync(_token, $"{_name}-other");
        var card = await _arm.NetworkAsync(_token, $"networkInterfaces/{_name}", _arm.Interface("default", (string)address.Body!["id"]!));
        var machine = ArmCalls.Machine((string)card.Body!["id"]!, _arm.Publisher.ImageId);
        machine["zones"] = new JsonArray("1");

        Assert.Equal(code, (await PutAsync(machine)).Code);
    }

    [Fact]
    public async Task A_plan_must_be_sent_and_its_terms_accepted()
    {
        var machine = await MachineAsync("contoso_kinds", "firewall", "Standard_D2s_v5");

        var without = await _arm.GetAsync(_token, (await PutAsync(machine)).Headers["Azure-AsyncOperation"]);
        machine["plan"] = new JsonObject { ["publisher"] = "contoso", ["product"] = "contoso-firewall", ["name"] = "byol" };
        var refused = await _arm.MachineAsync(_token, $"{_name}-2", await WithInterfaceAsync(machine, "2"), _auxiliary);
        sandbox.Server.World.Do(
            world => world.FindSubscription(_arm.Consumer.SubscriptionId)!.AcceptedPlans.Add("contoso/contoso-firewall/byol"));
        var bought = await _arm.MachineAsync(_token, $"{_name}-2", machine, _auxiliary);

        Assert.Equal(("Failed", "VMMarketplaceInvalidInput"), ((string?)without.Body!["status"], (string?)without.Body["error"]!["code"]));
        Assert.Equal((HttpStatusCode.BadRequest, "MarketplacePurchaseEligibilityFailed"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.Created, bought.Status);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("0:FromImage,1:Empty", null)]
    [InlineData("1:Empty", "InvalidParameter")]
    [InlineData("0:FromImage,0:Empty", "InvalidParameter")]
    public async Task Disks_of_the_image_must_be_named_when_any_are(string disks, string? code)
    {
        var machine = await MachineAsync("contoso_kinds", "database", "Standard_D2s_v5");
        machine["properties"]!["storageProfile"]!["dataDisks"] = new JsonArray(
            [.. disks.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => d.Split(':')).Select(d => new JsonObject
            {
                ["lun"] = int.Parse(d[0], System.Globalization.CultureInfo.InvariantCulture),
                ["createOption"] = d[1],
                ["diskSizeGB"] = d[1] == "Empty" ? 32 : null,
            })]);

        Assert.Equal(code, (await PutAsync(machine)).Code);
    }

    [Fact]
    public async Task A_NAT_gateway_serves_subnets_and_stays_while_it_does()
    {
        var gateway = await _arm.NetworkAsync(
            _token, $"natGateways/{_name}", new { location = "westeurope", sku = new { name = "Standard" }, properties = new { } });
        var id = (string)gateway.Body!["id"]!;
        await _arm.NetworkAsync(_token, $"virtualNetworks/{_name}", new
        {
            location = "westeurope",
            properties = new { addressSpace = new { addressPrefixes = (string[])["10.9.0.0/16"] } },
        });
        var subnet = await _arm.NetworkAsync(
            _token, $"virtualNetworks/{_name}/subnets/a",
            new { properties = new { addressPrefix = "10.9.1.0/24", natGateway = new { id } } });

        var inUse = await _arm.SendAsync(_token, HttpMethod.Delete, id, null, "2024-05-01");

        Assert.Equal(id, (string?)subnet.Body!["properties"]!["natGateway"]!["id"]);
        Assert.Equal("InUseNatGatewayCannotBeDeleted", inUse.Code);
    }

    [Fact]
    public async Task A_fault_ends_an_operation_after_its_time()
    {
        var clock = new ManualClock();
        var fault = new FaultRule
        {
            Method = "PUT",
            Path = "/virtualMachines/",
            Fails = new JsonObject { ["code"] = "OSProvisioningTimedOut", ["message"] = "OS Provisioning did not finish in time." },
            FailsAfter = 1500,
        };
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, Clock = clock, Faults = [fault] }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Consumer);
        var machine = ArmCalls.Machine(await arm.NewInterfaceAsync(token, "nic"), arm.Publisher.ImageId);
        var made = await arm.MachineAsync(token, "vm", machine, await arm.AdminTokenAsync(arm.Publisher));
        var poll = made.Headers["Azure-AsyncOperation"];

        clock.Advance(TimeSpan.FromMinutes(24));
        var before = await arm.GetAsync(token, poll);
        clock.Advance(TimeSpan.FromMinutes(2));
        var after = await arm.GetAsync(token, poll);

        Assert.Equal("InProgress", (string?)before.Body!["status"]);
        Assert.Equal((HttpStatusCode.OK, "Failed"), (after.Status, (string?)after.Body!["status"]));
        Assert.Equal("OSProvisioningTimedOut", (string?)after.Body["error"]!["code"]);
        Assert.Equal("Failed", (await arm.GetAsync(token, arm.MachineId("vm"))).State);
    }

    private async Task<JsonObject> MachineAsync(string gallery, string image, string size)
    {
        var id = $"{_arm.Gallery[..(_arm.Gallery.LastIndexOf('/') + 1)]}{gallery}/images/{image}";
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(_token, $"{_name}-nic"), id);
        machine["properties"]!["hardwareProfile"]!["vmSize"] = size;
        return machine;
    }

    private async Task<JsonObject> WithInterfaceAsync(JsonObject machine, string suffix)
    {
        machine["properties"]!["networkProfile"]!["networkInterfaces"] = new JsonArray(
            new JsonObject { ["id"] = await _arm.NewInterfaceAsync(_token, $"{_name}-nic-{suffix}") });
        return machine;
    }

    private Task<ArmReply> PutAsync(JsonObject machine) => _arm.MachineAsync(_token, _name, machine, _auxiliary);
}
