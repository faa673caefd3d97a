using System.Text.Json.Nodes;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Delegation.FakeLighthouse;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

public sealed class TemplateTests : IDisposable
{
    // Placeholders where the samples have them.
    private const string Sample = """
        { "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#", "contentVersion": "1.0.0.0",
          "parameters": {
            "mspOfferName": { "value": "images" }, "rgName": { "value": "test-rg" }, "mspOfferDescription": { "value": "our images" },
            "managedByTenantId": { "value": "<insert managing tenant id>" },
            "authorizations": { "value": [
              { "principalId": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                "principalIdDisplayName": "PIM_Group" },
              { "principalId": "00000000-0000-0000-0000-000000000000", "roleDefinitionId": "91c1777a-f3dc-4fae-b103-61d183457e46",
                "principalIdDisplayName": "PIM_Group" } ] } } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly FakeLighthouse _azure = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_samples_file_as_it_is_takes_tenant_and_principal_from_the_command()
    {
        var spec = new LighthouseDelegationSpec { TemplateParameterFile = Write(
            Sample), ManagedByTenantId = ConsumerTenant, PrincipalIds = [Principal] };

        var made = Assert.Single(await _azure.CreateAsync(spec));

        Assert.Equal(("images", "our images", "test-rg"), (made.OfferName, made.OfferDescription, made.ResourceGroupName));
        Assert.Equal(["Reader: PIM_Group", "Managed Services Registration assignment Delete Role: PIM_Group"], made.Authorizations.Select(
            a => a.ToString()));
        Assert.All(made.Authorizations, a => Assert.Equal(Principal, a.PrincipalId));
    }

    [Fact]
    public async Task Approvers_of_the_file_can_be_placeholders_too()
    {
        var file = Sample.Replace("\"parameters\": {", """
            "parameters": { "eligibleAuthorizations": { "value": [ { "principalId": "00000000-0000-0000-0000-000000000000",
              "roleDefinitionId": "36243c78-bf99-498c-9df9-86d9f8d28608", "justInTimeAccessPolicy": { "multiFactorAuthProvider": "Azure",
              "maximumActivationDuration": "PT8H",
              "managedByTenantApprovers": [ { "principalId": "00000000-0000-0000-0000-000000000000" } ] } } ] },
            """, StringComparison.Ordinal);

        var made = Assert.Single(await _azure.CreateAsync(new()
        {
            TemplateParameterFile = Write(
                file), ManagedByTenantId = ConsumerTenant, PrincipalIds = [Principal], EligibleApproverIds = [Approver],
        }));

        var eligible = Assert.Single(made.EligibleAuthorizations);
        Assert.Equal((Principal, "Azure", Approver), (
            eligible.PrincipalId, eligible.MultiFactorAuthProvider, Assert.Single(eligible.Approvers).PrincipalId));
        Assert.Equal($"Resource Policy Contributor: {Principal}", eligible.ToString());
    }

    [Fact]
    public async Task A_filled_in_file_needs_nothing_beside_it()
    {
        var file = Sample.Replace("<insert managing tenant id>", ConsumerTenant, StringComparison.Ordinal)
            .Replace("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", Principal, StringComparison.Ordinal)
            .Replace("00000000-0000-0000-0000-000000000000", ObjectId, StringComparison.Ordinal);

        var made = Assert.Single(await _azure.CreateAsync(new() { TemplateParameterFile = Write(file) }));

        Assert.Equal([Principal, ObjectId], made.Authorizations.Select(a => a.PrincipalId));
    }

    [Fact]
    public async Task A_placeholder_that_stays_is_named()
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => _azure.CreateAsync(new() { TemplateParameterFile = Write(Sample) }));

        Assert.Equal(("InvalidManagedByTenantId", "<insert managing tenant id>"), (exception.Code, exception.Target));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"parameters":{"mspOfferName":"x"}}""")]
    [InlineData("""{"parameters":{"mspOfferName":{"value":7}}}""")]
    [InlineData("""{"parameters":{"surprise":{"value":"x"}}}""")]
    [InlineData("""{"parameters":{"rgName":{"value":"a"},"resourceGroups":{"value":[{"rgName":"b"}]}}}""")]
    [InlineData("""{"parameters":{"resourceGroups":{"value":[{}]}}}""")]
    [InlineData("""{"parameters":{"authorizations":{"value":[{"principalId":3}]}}}""")]
    [InlineData("""{"parameters":{"authorizations":{"value":[{}]}}}""")]
    [InlineData("""{"parameters":{"mspOfferName":{"value":"a"},"mspOfferName":{"value":"b"}}}""")]
    [InlineData("""{"parameters":{"mspOfferName":{"value":"a"},"MSPOFFERNAME":{"value":"b"}}}""")]
    [InlineData("""{"parameters":{"mspOfferName":{"value":"a\u202eb"}}}""")]
    [InlineData("""{"parameters":{"authorizations":{"value":[[[[[[[[]]]]]]]]}}}""")]
    [InlineData("""
        {"parameters":{"eligibleAuthorizations":{"value":[{"principalId":"a","roleDefinitionId":"b",
        "justInTimeAccessPolicy":{"multiFactorAuthProvider":"None","maximumActivationDuration":"soon"}}]}}}
        """)]
    public async Task A_file_of_another_shape_is_refused_with_the_reason(string json)
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => _azure.CreateAsync(Spec() with { TemplateParameterFile = Write(json) }));

        Assert.Equal("TemplateParameterFileUnreadable", exception.Code);
        Assert.NotNull(exception.Reason);
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => _azure.CreateAsync(Spec() with { TemplateParameterFile = Write($$"""{"a":"{{new string('x', 300_000)}}"}""") }));

        Assert.Equal("TemplateParameterFileUnreadable", exception.Code);
    }

    [Fact]
    public async Task What_is_exported_reads_back_as_the_same_delegation()
    {
        var spec = Spec() with { SubscriptionId = SubscriptionId, ResourceGroupNames = ["rg1", "rg2"],
            EligibleRoleDefinitionNames = ["Contributor"], EligibleApproverIds = [Approver] };
        await Export(spec, "a.json");

        var made = await _azure.CreateAsync(new() { SubscriptionId = SubscriptionId, TemplateParameterFile = Full("a.parameters.json") });
        var direct = await new FakeLighthouse().CreateAsync(spec);

        Assert.Equal(direct.Select(d => d.Id), made.Select(d => d.Id));
        Assert.Equal(direct[0].Authorizations.Select(a => a.ToString()), made[0].Authorizations.Select(a => a.ToString()));
        Assert.Equal(Approver, made[0].EligibleAuthorizations[0].Approvers[0].PrincipalId);
    }

    [Fact]
    public async Task The_template_names_the_registrations_as_the_command_does_and_works_without_a_sign_in()
    {
        var files = await Export(Spec() with { SubscriptionId = SubscriptionId }, "a.json");

        Assert.Equal([Full("a.parameters.json"), Full("a.json")], files);
        var name = (await _azure.CreateAsync(Spec()))[0].Id.Split('/')[^1];
        Assert.Contains(name, await File.ReadAllTextAsync(files[0], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var template = JsonNode.Parse(await File.ReadAllTextAsync(files[1], TestContext.Current.CancellationToken))!;
        Assert.Equal("[parameters('resourceGroups')[copyIndex()].registrationName]", (string?)template["resources"]![0]!["name"]);
        Assert.Equal("Microsoft.Resources/deployments", (string?)template["resources"]![1]!["type"]);
    }

    [Fact]
    public async Task A_subscription_needs_no_nested_deployment()
    {
        var files = await Export(Spec() with { SubscriptionId = SubscriptionId, ResourceGroupNames = [] }, "a.json");

        var template = JsonNode.Parse(await File.ReadAllTextAsync(files[1], TestContext.Current.CancellationToken))!;
        Assert.Equal("Microsoft.ManagedServices/registrationAssignments", (string?)template["resources"]![1]!["type"]);
        Assert.Null(template["parameters"]!["resourceGroups"]);
    }

    [Fact]
    public async Task Bicep_has_the_part_of_the_resource_group_in_a_module()
    {
        var files = await Export(Spec() with { SubscriptionId = SubscriptionId, EligibleRoleDefinitionNames = ["Contributor"] }, "a.bicep");

        Assert.Equal(["a.parameters.json", "a.bicep", "a.assignment.bicep"], files.Select(Path.GetFileName));
        var bicep = await File.ReadAllTextAsync(files[1], TestContext.Current.CancellationToken);
        Assert.Contains("module assignments 'a.assignment.bicep' = [for (group, i) in resourceGroups: {", bicep, StringComparison.Ordinal);
        Assert.Contains("\n    eligibleAuthorizations: eligibleAuthorizations\n  }\n}]", bicep, StringComparison.Ordinal);
        Assert.StartsWith("targetScope = 'subscription'\n", bicep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_there_are_kept_without_Force()
    {
        await Export(Spec() with { SubscriptionId = SubscriptionId }, "a.json");

        Assert.Equal("FileExists", (
            await Assert.ThrowsAsync<ImageShareException>(() => Export(Spec() with { SubscriptionId = SubscriptionId }, "a.json"))).Code);
    }

    private Task<IReadOnlyList<string>> Export(LighthouseDelegationSpec spec, string name) =>
        _azure.Service().ExportAsync(spec, Full(name), force: false, new FakeCaller(), TestContext.Current.CancellationToken);

    private string Full(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string json)
    {
        var path = Full("file.json");
        File.WriteAllText(path, json);
        return path;
    }
}
