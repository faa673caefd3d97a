using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

/// <summary>What is asked for beside the image, as it is sent.</summary>
public sealed class MachineShapeTests : MachineTest
{
    private const string Identity =
        $"{FakeAzure.Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader";

    [Fact]
    public async Task Disks_identity_data_and_priority_are_sent()
    {
        await CreateAsync(Spec with
        {
            DataDiskSizesInGb = [32, 64],
            OSDiskSizeInGb = 64,
            StorageAccountType = "Premium_LRS",
            SystemAssignedIdentity = true,
            UserAssignedIdentities = [Identity],
            CustomData = "#cloud-config",
            Spot = true,
            LicenseType = "RHEL_BYOS",
            Zone = "2",
        });

        var body = Body("/virtualMachines/");
        var properties = body["properties"]!;
        var disks = properties["storageProfile"]!["dataDisks"]!.AsArray();
        Assert.Equal(
            [(0, 32, "Detach"), (1, 64, "Detach")],
            disks.Select(d => ((int)d!["lun"]!, (int)d["diskSizeGB"]!, (string?)d["deleteOption"])));
        Assert.All(disks, d => Assert.Equal(
            ("Empty", "Premium_LRS"), ((string?)d!["createOption"], (string?)d["managedDisk"]!["storageAccountType"])));
        Assert.Equal(64, (int)properties["storageProfile"]!["osDisk"]!["diskSizeGB"]!);
        Assert.Equal("Premium_LRS", (string?)properties["storageProfile"]!["osDisk"]!["managedDisk"]!["storageAccountType"]);
        Assert.Equal("SystemAssigned, UserAssigned", ((string?)body["identity"]!["type"])!.Replace(",", ", ").Replace("  ", " "));
        Assert.Equal([Identity], body["identity"]!["userAssignedIdentities"]!.AsObject().Select(i => i.Key));
        Assert.Equal("I2Nsb3VkLWNvbmZpZw==", (string?)properties["osProfile"]!["customData"]);
        Assert.Equal(
            ("Spot", "Deallocate", -1), ((string?)properties["priority"], (string?)properties["evictionPolicy"],
            (int)properties["billingProfile"]!["maxPrice"]!));
        Assert.Equal("RHEL_BYOS", (string?)properties["licenseType"]);
        Assert.Equal("2", (string?)body["zones"]![0]);
        Assert.Equal("2", (string?)Body("/publicIPAddresses/")["zones"]![0]);
    }

    [Fact]
    public async Task Disks_of_the_image_are_named_beside_new_ones()
    {
        Azure.DataDiskLuns.AddRange([0, 2]);

        await CreateAsync(Spec with { DataDiskSizesInGb = [32, 64] });

        var disks = Body("/virtualMachines/")["properties"]!["storageProfile"]!["dataDisks"]!.AsArray();
        Assert.Equal(
            [(0, "FromImage"), (2, "FromImage"), (1, "Empty"), (3, "Empty")],
            disks.Select(d => ((int)d!["lun"]!, (string?)d["createOption"])));
    }

    [Theory]
    [InlineData("""{ "name": "SecurityType", "value": "ConfidentialVM" }""", "ConfidentialVM", "Standard_DC2as_v5", null)]
    [InlineData("""{ "name": "DiskControllerTypes", "value": "NVMe" }""", null, "Standard_D2ls_v6", "NVMe")]
    [InlineData("""{ "name": "DiskControllerTypes", "value": "SCSI, NVMe" }""", null, "Standard_B2s_v2", null)]
    public async Task The_image_decides_security_size_and_controller(string feature, string? security, string size, string? controller)
    {
        Azure.DefinitionProperties["features"] = new JsonArray(JsonNode.Parse(feature));

        var vm = await CreateAsync(Spec);

        var properties = Body("/virtualMachines/")["properties"]!;
        Assert.Equal(size, (string?)properties["hardwareProfile"]!["vmSize"]);
        Assert.Equal(size, vm.Size);
        Assert.Equal(security, (string?)properties["securityProfile"]?["securityType"]);
        Assert.Equal(controller, (string?)properties["storageProfile"]!["diskControllerType"]);
        if (security == "ConfidentialVM")
        {
            var disk = properties["storageProfile"]!["osDisk"]!["managedDisk"]!;
            Assert.Equal("VMGuestStateOnly", (string?)disk["securityProfile"]!["securityEncryptionType"]);
        }
    }

    [Fact]
    public async Task The_subscription_decides_the_size_and_an_NVMe_size_takes_its_controller()
    {
        Azure.DefinitionProperties["features"] =
            new JsonArray(JsonNode.Parse("""{ "name": "DiskControllerTypes", "value": "SCSI, NVMe" }"""));
        Azure.Skus = """
            [ { "resourceType": "virtualMachines", "name": "Standard_B2s_v2", "family": "standardBsv2Family", "capabilities": [
                  { "name": "vCPUs", "value": "2" }, { "name": "MemoryGB", "value": "8" },
                  { "name": "HyperVGenerations", "value": "V1,V2" } ],
                "locationInfo": [], "restrictions": [
                  { "type": "Location", "values": [ "japaneast" ], "restrictionInfo": { "locations": [ "japaneast" ] },
                    "reasonCode": "NotAvailableForSubscription" } ] },
              { "resourceType": "disks", "name": "Premium_LRS", "family": "x" },
              { "resourceType": "virtualMachines", "name": "Standard_D2s_v6", "family": "standardDsv6Family", "capabilities": [
                  { "name": "vCPUs", "value": "2" }, { "name": "MemoryGB", "value": "8" }, { "name": "HyperVGenerations", "value": "V2" },
                  { "name": "DiskControllerTypes", "value": "NVMe" } ], "locationInfo": [], "restrictions": [] } ]
            """;
        Azure.Usages = "[]";

        var vm = await CreateAsync(Spec);

        Assert.Equal("Standard_D2s_v6", vm.Size);
        Assert.Equal("NVMe", (string?)Body("/virtualMachines/")["properties"]!["storageProfile"]!["diskControllerType"]);
        var skus = Assert.Single(Azure.Requests, r => r.Path.EndsWith("/skus", StringComparison.Ordinal));
        Assert.Contains("location eq 'japaneast'", Uri.UnescapeDataString(skus.Uri.Query), StringComparison.Ordinal);
        Assert.Equal(11, Azure.Counted.Count);
    }

    [Fact]
    public async Task Who_may_not_read_sizes_is_told_that_none_was_looked_at()
    {
        var caller = Azure.Caller();

        var vm = await CreateAsync(Spec, caller);

        Assert.Equal("Standard_B2s_v2", vm.Size);
        Assert.Contains(caller.Messages, m => m.StartsWith("The sizes and quotas of subscription", StringComparison.Ordinal)
            && m.Contains("(AuthorizationFailed)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_size_that_was_asked_for_saves_the_list()
    {
        await CreateAsync(Spec with { Size = "Standard_B2s" });

        Assert.DoesNotContain(
            Azure.Requests,
            r => r.Path.EndsWith("/skus", StringComparison.Ordinal) || r.Path.EndsWith("/usages", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OSDisk", "ResizeDiskError")]
    [InlineData("License", "InvalidLicenseType")]
    [InlineData("Security", "SecurityTypeNotSupported")]
    public async Task What_does_not_go_with_the_image_is_refused_before_anything_is_made(string what, string code)
    {
        var error = await RefusedAsync(what switch
        {
            "OSDisk" => Spec with { OSDiskSizeInGb = 8 },
            "License" => Spec with { LicenseType = "Windows_Server" },
            _ => Spec with { SecurityType = "ConfidentialVM" },
        });

        Assert.Equal(code, error.Code);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    [InlineData(false, false, "MarketplaceTermsNotAccepted")]
    [InlineData(null, false, null)]
    public async Task A_plan_needs_its_terms(bool? accepted, bool agree, string? code)
    {
        Azure.DefinitionProperties["purchasePlan"] = JsonNode.Parse("""{ "publisher": "contoso", "product": "offer", "name": "plan" }""");
        Azure.Accepted = accepted;
        var spec = Spec with { AcceptMarketplaceTerms = agree };

        if (code is not null)
        {
            var error = await RefusedAsync(spec);
            Assert.Equal((code, Party.Consumer), (error.Code, error.Who));
            Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
            return;
        }

        await CreateAsync(spec);
        Assert.Equal("plan", (string?)Body("/virtualMachines/")["plan"]!["name"]);
        var puts = Azure.Requests.Count(r => r.Method == "PUT" && r.Path.EndsWith("/agreements/current", StringComparison.Ordinal));
        Assert.Equal(accepted is false ? 1 : 0, puts);
    }
}
