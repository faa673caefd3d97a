using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Engine.Machines.ScaleSets;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines.ScaleSets;

public sealed class ScaleSetServiceTests
{
    private const string Auxiliary = "x-ms-authorization-auxiliary";
    private const string Set = $"{FakeAzure.Group}/providers/Microsoft.Compute/virtualMachineScaleSets/web-servers-of-fabrikam";

    private readonly FakeAzure _azure = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SharedImageVMScaleSetSpec Spec => new(new("web-servers-of-fabrikam", "rg")
    {
        ImageId = FakeAzure.Version,
        Location = "japaneast",
        Size = "Standard_D2s_v5",
        AdminUserName = "operator",
        AdminPassword = new NetworkCredential("", "Correct-Horse-42").SecurePassword,
    }) { InstanceCount = 5, Zones = ["1", "3"] };

    private Task<SharedImageVMScaleSet> CreateAsync(SharedImageVMScaleSetSpec spec, FakeCaller? caller = null) =>
        new ScaleSetService(_azure.Builders(), new(), new(_azure.Cloud.Time))
            .CreateAsync(spec, caller ?? _azure.Caller(), Token);

    private MockRequest Put() => Assert.Single(_azure.Requests, r => r.Method == "PUT" && r.Path == Set);

    private JsonNode Properties => JsonNode.Parse(Put().Body)!["properties"]!;

    [Fact]
    public async Task The_owners_token_goes_with_the_scale_set_and_its_polls_and_nowhere_else()
    {
        var made = await CreateAsync(Spec);

        var with = _azure.Requests.Where(r => r.Header(Auxiliary) is not null).ToList();
        Assert.Equal(Put(), with[0]);
        Assert.Contains("/operations/virtualMachineScaleSets", with[1].Path, StringComparison.Ordinal);
        Assert.All(with, r => Assert.Equal(TestCloud.PublisherTenant, FakeAzure.TenantOf(r.Header(Auxiliary)!)));
        Assert.Equal(("Succeeded", 5, "Uniform", Set), (made.ProvisioningState, made.InstanceCount, made.OrchestrationMode, made.Id));
        Assert.Equal(["networkSecurityGroups", "virtualNetworks"], _azure.Requests
            .Where(r => r.Method == "PUT" && r.Path != Set).Select(r => r.Path.Split('/')[^2]).Order());
    }

    [Fact]
    public async Task Its_machines_are_those_that_the_image_needs()
    {
        _azure.DefinitionProperties["osType"] = "Windows";

        await CreateAsync(Spec with { UpgradePolicy = "Automatic" });

        var body = JsonNode.Parse(Put().Body)!;
        var profile = Properties["virtualMachineProfile"]!;
        Assert.Equal(("Standard_D2s_v5", 5), ((string?)body["sku"]!["name"], (int)body["sku"]!["capacity"]!));
        Assert.Equal(["1", "3"], body["zones"]!.AsArray().Select(z => (string)z!));
        Assert.Equal(("Uniform", "Automatic"), ((string?)Properties["orchestrationMode"], (string?)Properties["upgradePolicy"]!["mode"]));
        Assert.Equal("web-serve", (string?)profile["osProfile"]!["computerNamePrefix"]);
        Assert.Equal("TrustedLaunch", (string?)profile["securityProfile"]!["securityType"]);
        Assert.Equal(FakeAzure.Version, (string?)profile["storageProfile"]!["imageReference"]!["id"]);
        var card = profile["networkProfile"]!["networkInterfaceConfigurations"]![0]!["properties"]!;
        Assert.EndsWith("-vnet/subnets/default", (string?)card["ipConfigurations"]![0]!["properties"]!["subnet"]!["id"], StringComparison.Ordinal);
        Assert.EndsWith("-nsg", (string?)card["networkSecurityGroup"]!["id"], StringComparison.Ordinal);
        Assert.Null(profile["billingProfile"]);
    }

    [Fact]
    public async Task A_Flexible_one_is_made_from_an_image_of_ones_own()
    {
        _azure.Delegated = true;

        await CreateAsync(Spec with { OrchestrationMode = "flexible" });

        Assert.Equal(("Flexible", 1), ((string?)Properties["orchestrationMode"], (int)Properties["platformFaultDomainCount"]!));
        Assert.Null(Properties["upgradePolicy"]);
        Assert.Equal("2020-11-01", (string?)Properties["virtualMachineProfile"]!["networkProfile"]!["networkApiVersion"]);
    }

    [Theory]
    [InlineData(FakeAzure.Version)]
    [InlineData("/SharedGalleries/gal/Images/ubuntu/Versions/latest")]
    public async Task A_Flexible_one_from_an_image_of_others_is_refused_before_anything_is_made(string image)
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => CreateAsync(Spec with { Machine = Spec.Machine with { ImageId = image }, OrchestrationMode = "Flexible" }));

        Assert.Equal(("FlexibleNeedsOwnImage", image), (refusal.Code, refusal.Target));
        Assert.Contains("Copy-SharedImage", refusal.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_another_image_is_a_conflict()
    {
        await CreateAsync(Spec);
        var made = _azure.Requests.Count(r => r.Method == "PUT");

        var second = await CreateAsync(Spec);
        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => CreateAsync(Spec with { Machine = Spec.Machine with { ImageId = FakeAzure.Definition } }));

        Assert.Equal((5, "Succeeded"), (second.InstanceCount, second.ProvisioningState));
        Assert.Equal(made, _azure.Requests.Count(r => r.Method == "PUT"));
        Assert.Equal(("ScaleSetAlreadyExists", ErrorKind.ResourceExists), (refusal.Code, refusal.Kind));
    }

    [Fact]
    public async Task One_that_an_earlier_run_asked_for_is_waited_for()
    {
        await CreateAsync(Spec);
        var properties = _azure.Resources[Set.ToLowerInvariant()]["properties"]!;
        properties["provisioningState"] = "Creating";
        var reads = 0;
        _azure.Before = request =>
        {
            if (request.Path == Set && ++reads == 3)
                properties["provisioningState"] = "Succeeded";
        };

        Assert.Equal("Creating", (await CreateAsync(Spec with { Machine = Spec.Machine with { NoWait = true } })).ProvisioningState);
        Assert.Equal("Succeeded", (await CreateAsync(Spec)).ProvisioningState);
    }

    [Fact]
    public async Task A_failure_takes_back_what_this_run_made()
    {
        _azure.Failures["virtualMachineScaleSets"] = """{ "code": "AllocationFailed", "message": "no room" }""";

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CreateAsync(Spec));

        Assert.Equal("AllocationFailed", refusal.Code);
        Assert.Empty(_azure.Resources);
    }

    [Fact]
    public async Task Under_WhatIf_nothing_is_made_and_the_plan_names_everything()
    {
        var caller = _azure.Caller(whatIf: true);

        var planned = await CreateAsync(Spec, caller);

        Assert.Equal((Set, "Create virtual machine scale set of 5 machines"), caller.Asked.Last());
        Assert.Equal(3, caller.Asked.Count);
        Assert.Equal("Planned", planned.ProvisioningState);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PUT");
    }
}
