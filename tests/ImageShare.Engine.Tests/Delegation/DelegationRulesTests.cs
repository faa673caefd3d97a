using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Delegation.FakeLighthouse;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

public sealed class DelegationRulesTests
{
    private readonly FakeLighthouse _azure = new();

    public static TheoryData<string, LighthouseDelegationSpec> Refused => new()
    {
        { "ManagedByOwnTenant", Spec() with { ManagedByTenantId = PublisherTenant } },
        { "InvalidManagedByTenantId", Spec() with { ManagedByTenantId = "<insert managing tenant id>" } },
        { "InvalidPrincipalId", Spec() with { PrincipalIds = [] } },
        { "InvalidPrincipalId", Spec() with { PrincipalIds = ["00000000-0000-0000-0000-000000000000"] } },
        { "InvalidOfferName", Spec() with { OfferName = " " } },
        { "InvalidResourceGroupName", Spec() with { ResourceGroupNames = ["a/b"] } },
        { "RoleNotDelegable", Spec() with { RoleDefinitionNames = ["Owner"] } },
        { "RoleNotDelegable", Spec() with { RoleDefinitionNames = ["8E3AF657-a8ff-443c-a75c-2fe8c4bcb635"] } },
        { "RoleNotDelegable", Spec() with { RoleDefinitionNames = ["Role Based Access Control Administrator"] } },
        { "RoleNotDelegable", Spec() with { RoleDefinitionNames = ["Reader", "storage blob data reader"] } },
        { "DelegatedRolesRequired", Spec() with { RoleDefinitionNames = ["User Access Administrator"] } },
        {
            "RoleNotDelegable",
            Spec() with { RoleDefinitionNames = ["User Access Administrator"], DelegatedRoleDefinitionNames = ["Owner"] }
        },
        { "RoleNotDelegable", Eligible() with { EligibleRoleDefinitionNames = ["Owner"] } },
        { "RoleNotEligible", Eligible() with { EligibleRoleDefinitionNames = ["User Access Administrator"] } },
        { "EligibleDurationOutOfRange", Eligible() with { EligibleMaximumDuration = TimeSpan.FromMinutes(29) } },
        { "EligibleDurationOutOfRange", Eligible() with { EligibleMaximumDuration = TimeSpan.FromHours(8.1) } },
        {
            "TooManyApprovers",
            Eligible() with { EligibleApproverIds = [.. Enumerable.Range(0, 11).Select(_ => Guid.NewGuid().ToString())] }
        },
        { "ApproverIsApp", Eligible() with { EligibleApproverIds = [ObjectId] } },
        { "EligiblePrincipalIsApp", Eligible() with { EligiblePrincipalIds = [ObjectId] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Lighthouse_would_refuse_it_so_nothing_is_sent(string code, LighthouseDelegationSpec spec)
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(() => _azure.CreateAsync(spec));

        Assert.Equal((code, ErrorKind.InvalidArgument), (exception.Code, exception.Kind));
        Assert.Empty(_azure.Requests);
    }

    [Theory]
    [InlineData("""{"roleName":"Ours","type":"CustomRole","permissions":[]}""", "custom")]
    [InlineData("""{"roleName":"Data","type":"BuiltInRole","permissions":[{"actions":[],"dataActions":["x/y"]}]}""", "DataActions")]
    [InlineData(
        """{"roleName":"Locks","type":"BuiltInRole","permissions":[{"actions":["Microsoft.Authorization/locks/write"]}]}""",
        "Microsoft.Authorization/locks/write")]
    [InlineData("""{"roleName":"All","type":"BuiltInRole","permissions":[{"actions":["*"],"notActions":[]}]}""", "*")]
    public async Task A_role_that_is_not_known_is_read_and_refused_before_any_change(string properties, string reason)
    {
        const string Role = "99999999-9999-4999-8999-999999999999";
        _azure.Refuse = r => r.Path.EndsWith($"/roleDefinitions/{Role}", StringComparison.Ordinal)
            ? MockAnswer.Json($$"""{"name":"{{Role}}","properties":{{properties}}}""") : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => _azure.CreateAsync(Spec() with { RoleDefinitionNames = [Role] }));

        Assert.Equal("RoleNotDelegable", exception.Code);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.Empty(_azure.Changes);
    }

    [Fact]
    public async Task A_built_in_role_that_is_not_known_is_read_once_and_given()
    {
        _azure.Refuse = r => r.Path.EndsWith("/roleDefinitions", StringComparison.Ordinal)
            ? MockAnswer.Json("""
                {"value":[{"name":"99999999-9999-4999-8999-999999999999","properties":{"roleName":"Monitoring Reader","type":"BuiltInRole",
                "permissions":[{"actions":["*/read","Microsoft.Authorization/policyAssignments/*"]}]}}]}
                """)
            : null;

        var made = await _azure.CreateAsync(
            Spec() with { RoleDefinitionNames = ["Monitoring Reader"], PrincipalIds = [Principal, ObjectId], PrincipalDisplayNames = [] });

        Assert.All(made[0].Authorizations, a => Assert.Equal("99999999-9999-4999-8999-999999999999", a.RoleDefinitionId));
        Assert.Single(_azure.Requests, r => r.Path.EndsWith("/roleDefinitions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_activate_but_has_nothing_permanent_is_warned_about()
    {
        var caller = _azure.Cloud.Caller(PublisherTenant);

        await _azure.CreateAsync(Eligible() with { EligiblePrincipalIds = ["99999999-9999-4999-8999-999999999999"] }, caller);

        Assert.Contains("no permanent role", Assert.Single(caller.Warnings), StringComparison.Ordinal);
    }

    private static LighthouseDelegationSpec Eligible() => Spec() with { EligibleRoleDefinitionNames = ["Contributor"] };
}
