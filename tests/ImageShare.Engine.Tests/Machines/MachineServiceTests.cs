using System.Text.Json.Nodes;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class MachineServiceTests : MachineTest
{
    private const string Auxiliary = "x-ms-authorization-auxiliary";

    private SharedImageVMSpec Sized => Spec with { Size = "Standard_B2s" };

    [Fact]
    public async Task A_foreign_image_takes_the_owners_token_on_the_VM_and_its_polls_and_nowhere_else()
    {
        var vm = await Azure.Machines().CreateAsync(Sized, Azure.Caller(), Token);

        var with = Azure.Requests.Where(r => r.Header(Auxiliary) is not null).ToList();
        Assert.Equal(["PUT", "GET", "GET"], with.Select(r => r.Method));
        Assert.Contains("/virtualMachines/vm1", with[0].Path, StringComparison.Ordinal);
        Assert.Contains("/operations/virtualMachines", with[1].Path, StringComparison.Ordinal);
        Assert.All(with, r => Assert.Equal(TestCloud.PublisherTenant, FakeAzure.TenantOf(r.Header(Auxiliary)!)));
        Assert.All(with, r => Assert.Equal(TestCloud.ConsumerTenant, FakeAzure.Tenant(r)));
        Assert.Equal(("Succeeded", "203.0.113.7", "10.0.0.4"), (vm.ProvisioningState, vm.PublicIpAddress, vm.PrivateIpAddress));
        Assert.Equal("ssh azureuser@203.0.113.7", vm.SshCommand);
        Assert.Equal(9, Azure.Counted.Count);
    }

    [Theory]
    [InlineData(false, "203.0.113.7")]
    [InlineData(true, null)]
    public async Task An_address_that_Azure_tells_later_is_read_where_it_may_be_read(bool isHidden, string? address)
    {
        Azure.TellsAddressLater = true;
        Azure.Refuse = r => isHidden && r.Method == "GET" && r.Path.Contains("/publicIPAddresses/", StringComparison.Ordinal);

        var caller = Azure.Caller();

        var vm = await Azure.Machines().CreateAsync(Sized, caller, Token);

        Assert.Equal(("Succeeded", address), (vm.ProvisioningState, vm.PublicIpAddress));
        Assert.Equal(isHidden, caller.Warnings.Any(w => w.Contains("vm1-ip cannot be read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_delegated_image_takes_no_other_token()
    {
        Azure.Delegated = true;

        await Azure.Machines().CreateAsync(Sized, Azure.Caller(), Token);

        Assert.DoesNotContain(Azure.Requests, r => r.Header(Auxiliary) is not null);
        Assert.All(Azure.Requests, r => Assert.Equal(TestCloud.ConsumerTenant, FakeAzure.Tenant(r)));
        Assert.Equal(8, Azure.Counted.Count);
    }

    [Fact]
    public async Task What_the_handover_says_of_the_system_saves_a_read()
    {
        var image = new GalleryImage
        {
            Name = "ubuntu",
            Version = "1.2.0",
            ResourceGroupName = "images",
            GalleryName = "gal",
            SubscriptionId = FakeAzure.PublisherSubscription,
            TenantId = TestCloud.PublisherTenant,
            ImageId = FakeAzure.Definition,
            ImageVersionId = FakeAzure.Version,
            OSType = "Linux",
            OSState = "Generalized",
            HyperVGeneration = "V2",
        };

        await Azure.Machines().CreateAsync(Sized with { ImageId = null, Image = image, Location = null }, Azure.Caller(), Token);

        Assert.Equal(9, Azure.Counted.Count);
        Assert.DoesNotContain(Azure.Requests, r => r.Path == FakeAzure.Definition);
    }

    [Fact]
    public async Task The_VM_is_shaped_by_its_image()
    {
        await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        var body = Body("/virtualMachines/");
        Assert.Equal(FakeAzure.Version, (string?)body["properties"]!["storageProfile"]!["imageReference"]!["id"]);
        Assert.Equal("TrustedLaunch", (string?)body["properties"]!["securityProfile"]!["securityType"]);
        Assert.Equal("Standard_B2s_v2", (string?)body["properties"]!["hardwareProfile"]!["vmSize"]);
        Assert.True((bool)body["properties"]!["osProfile"]!["linuxConfiguration"]!["disablePasswordAuthentication"]!);
        Assert.True((bool)body["properties"]!["diagnosticsProfile"]!["bootDiagnostics"]!["enabled"]!);
        Assert.Equal("Standard", (string?)Body("/publicIPAddresses/")["sku"]!["name"]);
        Assert.Empty(Body("/networkSecurityGroups/")["properties"]!["securityRules"]!.AsArray());
    }

    [Fact]
    public async Task A_definition_stands_for_its_latest_version()
    {
        await Azure.Machines().CreateAsync(Spec with { ImageId = FakeAzure.Definition }, Azure.Caller(), Token);

        Assert.Equal(FakeAzure.Definition, (string?)Body("/virtualMachines/")["properties"]!["storageProfile"]!["imageReference"]!["id"]);
    }

    [Fact]
    public async Task WhatIf_reads_asks_for_each_resource_and_changes_nothing()
    {
        var caller = Azure.Caller(whatIf: true);

        var vm = await Azure.Machines().CreateAsync(Spec, caller, Token);

        Assert.Equal("Planned", vm.ProvisioningState);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
        Assert.Equal(5, caller.Asked.Count);
        Assert.All(caller.Asked, asked => Assert.StartsWith(FakeAzure.Group, asked.Target, StringComparison.Ordinal));
        Assert.True(caller.Progressed.Last().Completed);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_gives_the_same()
    {
        var first = await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);
        var puts = Azure.Requests.Count(r => r.Method == "PUT");

        var second = await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        Assert.Equal(puts, Azure.Requests.Count(r => r.Method == "PUT"));
        Assert.Equal(
            (first.Id, first.PublicIpAddress, first.PrivateIpAddress, first.ImageId),
            (second.Id, second.PublicIpAddress, second.PrivateIpAddress, second.ImageId));
    }

    [Fact]
    public async Task A_VM_of_another_image_is_a_conflict()
    {
        Azure.Put($"{FakeAzure.Group}/providers/Microsoft.Compute/virtualMachines/vm1", "japaneast",
            $$"""{ "storageProfile": { "imageReference": { "id": "{{FakeAzure.Gallery}}/images/other" } } }""");

        var error = await RefusedAsync(Spec);

        Assert.Equal(("VMAlreadyExists", ErrorKind.ResourceExists), (error.Code, error.Kind));
    }

    [Fact]
    public async Task What_is_there_is_used_again_and_only_the_rest_is_made()
    {
        Azure.Put(
            $"{FakeAzure.Group}/providers/Microsoft.Network/virtualNetworks/vm1-vnet", "japaneast",
            """{ "subnets": [ { "name": "default", "properties": {} } ] }""");
        Azure.Put($"{FakeAzure.Group}/providers/Microsoft.Network/networkSecurityGroups/vm1-nsg", "japaneast");

        await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        Assert.Equal(
            ["networkInterfaces", "publicIPAddresses", "virtualMachines"],
            Azure.Requests.Where(r => r.Method == "PUT").Select(r => r.Path.Split('/')[^2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Roles_that_may_not_list_the_group_read_each_resource()
    {
        Azure.MayList = false;
        Azure.Put($"{FakeAzure.Group}/providers/Microsoft.Network/networkSecurityGroups/vm1-nsg", "japaneast");

        await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        Assert.DoesNotContain(Azure.Requests, r => r.Method == "PUT" && r.Path.EndsWith("/vm1-nsg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_takes_back_what_this_run_made_and_nothing_else()
    {
        Azure.Put($"{FakeAzure.Group}/providers/Microsoft.Network/networkSecurityGroups/vm1-nsg", "japaneast");
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";

        var error = await RefusedAsync(Spec);

        Assert.Equal("AllocationFailed", error.Code);
        Assert.Equal(["vm1-nsg"], Azure.Resources.Keys.Select(k => k.Split('/')[^1]));
        Assert.Equal(
            ["virtualMachines", "networkInterfaces", "virtualNetworks", "publicIPAddresses"],
            Azure.Requests.Where(r => r.Method == "DELETE").Select(r => r.Path.Split('/')[^2]));
    }

    [Fact]
    public async Task Who_cancels_half_way_runs_it_again_and_it_goes_on_from_there()
    {
        using var stop = new CancellationTokenSource();
        Azure.Before = request =>
        {
            if (request.Method == "PUT" && request.Path.Contains("/networkInterfaces/", StringComparison.Ordinal))
                stop.Cancel();
        };
        var caller = Azure.Caller();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Azure.Machines().CreateAsync(Spec, caller, stop.Token));
        Assert.DoesNotContain(Azure.Requests, r => r.Method == "DELETE");
        Assert.True(caller.Progressed.Last().Completed);
        Azure.Before = null;

        var vm = await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        Assert.Equal(("Succeeded", "203.0.113.7", "10.0.0.4"), (vm.ProvisioningState, vm.PublicIpAddress, vm.PrivateIpAddress));
        Assert.Equal(5, Azure.Requests.Count(r => r.Method == "PUT"));
    }

    [Fact]
    public async Task Ports_are_opened_by_rules_and_a_group_of_someone_else_is_left_alone()
    {
        await Azure.Machines().CreateAsync(Spec with { OpenPorts = [22, 443] }, Azure.Caller(), Token);
        var rules = Body("/networkSecurityGroups/")["properties"]!["securityRules"]!.AsArray();
        Assert.Equal(["22", "443"], rules.Select(rule => (string?)rule!["properties"]!["destinationPortRange"]));
        var caller = Azure.Caller();

        var spec = Spec with { Name = "vm2", SecurityGroupName = "vm1-nsg", OpenPorts = [443, 8080] };
        await Azure.Machines().CreateAsync(spec, caller, Token);

        Assert.Single(Azure.Requests, r => r.Method == "PUT" && r.Path.EndsWith("/vm1-nsg", StringComparison.Ordinal));
        Assert.Contains(caller.Warnings, w => w.Contains("opens 8080", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_takes_effect_late_is_waited_for()
    {
        var refusals = 0;
        Azure.Refuse = request =>
            request.Method == "PUT" && request.Path.Contains("/virtualNetworks/", StringComparison.Ordinal) && refusals++ < 2;

        var vm = await Azure.Machines().CreateAsync(Spec, Azure.Caller(), Token);

        Assert.Equal("Succeeded", vm.ProvisioningState);
        Assert.Equal(3, Azure.Requests.Count(r => r.Method == "PUT" && r.Path.EndsWith("/vm1-vnet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_was_read_before_the_role_took_effect_is_read_again()
    {
        Azure.Put($"{FakeAzure.Group}/providers/Microsoft.Network/networkSecurityGroups/vm1-nsg", "japaneast");
        var groups = 0;
        var lists = 0;
        Azure.Refuse = request => request.Path.Equals(FakeAzure.Group, StringComparison.OrdinalIgnoreCase) && groups++ < 1;
        Azure.Hide = () => lists++ < 1;

        await Azure.Machines().CreateAsync(Spec with { Location = null }, Azure.Caller(), Token);

        Assert.DoesNotContain(Azure.Requests, r => r.Method == "PUT" && r.Path.EndsWith("/vm1-nsg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeepOnFailure_leaves_it_and_says_so()
    {
        Azure.Failures["virtualMachines"] = """{ "code": "AllocationFailed", "message": "No room." }""";
        var caller = Azure.Caller();

        await Assert.ThrowsAsync<ImageShareException>(
            () => Azure.Machines().CreateAsync(Spec with { KeepOnFailure = true }, caller, Token));

        Assert.Equal(5, Azure.Resources.Count);
        Assert.Equal(5, caller.Warnings.Count(w => w.StartsWith("Kept", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NoWait_ends_when_the_VM_is_accepted()
    {
        var vm = await Azure.Machines().CreateAsync(Spec with { NoWait = true }, Azure.Caller(), Token);

        Assert.Equal("Creating", vm.ProvisioningState);
        Assert.DoesNotContain(Azure.Requests, r => r.Path.EndsWith("/operations/virtualMachines", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_not_granted_reads_whom_to_grant_before_anything_is_made()
    {
        Azure.Granted = false;

        var error = await RefusedAsync(Spec);

        Assert.Equal(("LinkedAuthorizationFailed", Party.Publisher), (error.Code, error.Who));
        Assert.Contains(
            $"Grant-GalleryReader -ObjectId {TestCloud.ObjectId} -ResourceId {FakeAzure.Gallery}", error.Fix, StringComparison.Ordinal);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task Who_cannot_get_the_owners_token_is_told_so_before_anything_is_made()
    {
        var caller = new FakeCaller(Azure.Cloud.SignIn(TestCloud.ConsumerTenant, AuthenticationMethod.ManagedIdentity));

        var error = await Assert.ThrowsAsync<ImageShareException>(() => Azure.Machines().CreateAsync(Spec, caller, Token));

        Assert.Equal("LinkedAuthorizationFailed", error.Code);
        Assert.Contains("is not authorized to access linked subscription", error.Message, StringComparison.Ordinal);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task A_region_without_replica_names_those_that_have_one()
    {
        var error = await RefusedAsync(Spec with { Location = "westus" });

        Assert.Equal(("GalleryImageNotFound", Party.Publisher), (error.Code, error.Who));
        Assert.Contains("japaneast, japanwest", error.Reason, StringComparison.Ordinal);
        Assert.EndsWith("-AddRegion westus", error.Fix, StringComparison.Ordinal);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData("Specialized", true, "OSProfileNotAllowed")]
    [InlineData("Generalized", false, "OSProfileRequired")]
    public async Task Credentials_must_fit_the_image(string state, bool withKey, string code)
    {
        Azure.DefinitionProperties["osState"] = state;

        var error = await RefusedAsync(withKey ? Spec : Spec with { SshKeyPath = null });

        Assert.Equal(code, error.Code);
        Assert.All(Azure.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task A_directly_shared_image_has_its_own_property_and_no_other_token()
    {
        const string Id = "/SharedGalleries/66666666-gal/Images/ubuntu/Versions/latest";
        const string Seen = "/providers/Microsoft.Compute/locations/japaneast/sharedGalleries/66666666-gal/images/ubuntu";
        Azure.Put($"/subscriptions/{TestCloud.SubscriptionId}{Seen}",
            "japaneast", Azure.DefinitionProperties.ToJsonString());

        await Azure.Machines().CreateAsync(Spec with { ImageId = Id }, Azure.Caller(), Token);

        var reference = Body("/virtualMachines/")["properties"]!["storageProfile"]!["imageReference"]!.AsObject();
        Assert.Equal(["sharedGalleryImageId"], reference.Select(p => p.Key));
        Assert.DoesNotContain(Azure.Requests, r => r.Header(Auxiliary) is not null);
    }
}
