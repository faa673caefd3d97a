using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Delegation.FakeLighthouse;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

public sealed class DelegationCreationTests
{
    private readonly FakeLighthouse _azure = new();

    [Fact]
    public async Task A_definition_at_the_subscription_and_an_assignment_at_the_group_have_one_name()
    {
        var made = Assert.Single(await _azure.CreateAsync(Spec()));

        Assert.Equal(("Succeeded", true, DelegationDirection.Given, "rg1"), (
            made.ProvisioningState, made.Effective, made.Direction, made.ResourceGroupName));
        var name = made.Id.Split('/')[^1];
        Assert.Equal([$"{Subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/{name}",
            $"{Group}/providers/Microsoft.ManagedServices/registrationAssignments/{name}"],
            _azure.Changes.Select(r => r.Path));
        Assert.All(_azure.Changes, r => Assert.Equal("?api-version=2022-10-01", r.Uri.Query));
        var properties = JsonNode.Parse(_azure.Changes[0].Body)!["properties"]!;
        Assert.Equal((ConsumerTenant, "Shared images"), (
            (string?)properties["managedByTenantId"], (string?)properties["registrationDefinitionName"]));
        Assert.Equal(["acdd72a7-3385-48ef-bd42-f606fba81ae7", "91c1777a-f3dc-4fae-b103-61d183457e46"],
            properties["authorizations"]!.AsArray().Select(a => (string?)a!["roleDefinitionId"]));
        Assert.Null(properties["eligibleAuthorizations"]);
        Assert.Null(JsonNode.Parse(_azure.Changes[0].Body)!["location"]);
    }

    [Fact]
    public async Task Names_differ_by_group_tenant_and_offer_and_stay_the_same_otherwise()
    {
        var specs = new[]
        {
            Spec(), Spec() with { ResourceGroupNames = ["rg2"] }, Spec() with { OfferName = "Other" },
            Spec() with { ManagedByTenantId = ObjectId }, Spec() with { ResourceGroupNames = [] },
        };
        List<string> names = [];
        foreach (var spec in specs)
            names.Add((await new FakeLighthouse().CreateAsync(spec))[0].Id.Split('/')[^1]);

        Assert.Equal(specs.Length, names.Distinct().Count());
        Assert.Equal(names[0], (await _azure.CreateAsync(Spec() with { ResourceGroupNames = ["RG1"] }))[0].Id.Split('/')[^1]);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_gives_the_same()
    {
        var first = await _azure.CreateAsync(Spec());
        var before = _azure.Changes.Count;

        var second = await _azure.CreateAsync(Spec());

        Assert.Equal(before, _azure.Changes.Count);
        Assert.Equal((first[0].Id, true), (second[0].Id, second[0].Effective));
    }

    [Fact]
    public async Task Other_roles_change_the_delegation_in_place()
    {
        var first = await _azure.CreateAsync(Spec());

        var second = await _azure.CreateAsync(Spec() with { RoleDefinitionNames = ["Reader"] });

        Assert.Equal(first[0].Id, second[0].Id);
        Assert.Single(second[0].Authorizations);
    }

    [Fact]
    public async Task An_unregistered_subscription_is_registered_and_the_work_done_again()
    {
        _azure.Registered = false;

        Assert.True((await _azure.CreateAsync(Spec()))[0].Effective);
        Assert.Equal(["PUT", "POST", "PUT", "PUT"], _azure.Changes.Select(r => r.Method));
    }

    [Fact]
    public async Task RetryAfter_is_obeyed_and_NoWait_does_not_ask_at_all()
    {
        _azure.Polls = 3;
        await _azure.CreateAsync(Spec());
        Assert.Equal([15, 15, 15], _azure.Cloud.Time.Delays.Select(d => (int)d.TotalSeconds));

        var other = new FakeLighthouse();
        var made = await other.CreateAsync(Spec() with { NoWait = true });
        Assert.Equal(("Accepted", false), (made[0].ProvisioningState, made[0].Effective));
        Assert.DoesNotContain(other.Requests, r => r.Path.Contains("operationStatuses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operation_that_fails_fails_with_the_services_words()
    {
        _azure.Refuse = r => r.Path.Contains("operationStatuses", StringComparison.Ordinal)
            ? MockAnswer.Json("""{"status":"Failed","error":{"code":"ClassicAdministratorListFailed","message":"No."}}""") : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => _azure.CreateAsync(Spec()));

        Assert.Equal(("ClassicAdministratorListFailed", ErrorKind.PermissionDenied), (exception.Code, exception.Kind));
    }

    [Fact]
    public async Task WhatIf_reads_and_plans_only()
    {
        var caller = new FakeCaller(_azure.Cloud.SignIn(PublisherTenant)) { WhatIf = true };

        var planned = Assert.Single(await _azure.CreateAsync(Spec(), caller));

        Assert.Equal("Planned", planned.ProvisioningState);
        Assert.Empty(_azure.Changes);
        Assert.Equal(Group, Assert.Single(caller.Asked).Target);
    }

    [Fact]
    public async Task What_else_is_in_the_group_is_told_unless_the_role_does_not_show_it()
    {
        _azure.Contents.Add(($"{Group}/providers/Microsoft.KeyVault/vaults/secrets", "Microsoft.KeyVault/vaults"));
        var caller = _azure.Cloud.Caller(PublisherTenant);
        await _azure.CreateAsync(Spec(), caller);
        Assert.Contains("secrets (Microsoft.KeyVault/vaults)", Assert.Single(caller.Warnings), StringComparison.Ordinal);

        var quiet = _azure.Cloud.Caller(PublisherTenant);
        await _azure.CreateAsync(Spec() with { RoleDefinitionNames = ["Compute Gallery Image Reader"], OfferName = "Narrow" }, quiet);
        Assert.Empty(quiet.Warnings);
    }

    [Fact]
    public async Task Eligible_roles_carry_their_conditions()
    {
        await _azure.CreateAsync(Spec() with
        {
            EligibleRoleDefinitionNames = ["Contributor"], EligibleMaximumDuration = TimeSpan.FromHours(
                2), EligibleRequiresMfa = true, EligibleApproverIds = [Approver],
        });

        var eligible = JsonNode.Parse(_azure.Changes[0].Body)!["properties"]!["eligibleAuthorizations"]![0]!;
        Assert.Equal("b24988ac-6180-42a0-ab88-20f7382dd24c", (string?)eligible["roleDefinitionId"]);
        var policy = eligible["justInTimeAccessPolicy"]!;
        Assert.Equal(("Azure", "PT2H", Approver),
            ((string?)policy["multiFactorAuthProvider"], (string?)policy["maximumActivationDuration"], (
                string?)policy["managedByTenantApprovers"]![0]!["principalId"]));
    }

    [Fact]
    public async Task The_publishers_sign_in_delegates_though_the_consumers_is_newer()
    {
        var caller = new FakeCaller(_azure.Cloud.SignIn(ConsumerTenant), _azure.Cloud.SignIn(PublisherTenant));

        Assert.Equal(PublisherTenant, (await _azure.CreateAsync(Spec(), caller))[0].TenantId);
    }
}
