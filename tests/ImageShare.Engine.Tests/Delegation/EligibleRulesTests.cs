using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Delegation.FakeLighthouse;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

/// <summary>What an eligible role may be, to its limits; and what only a parameters file can ask for.</summary>
public sealed class EligibleRulesTests : IDisposable
{
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string Other = "99999999-9999-4999-8999-999999999999";

    private readonly FakeLighthouse _azure = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    public static TheoryData<LighthouseDelegationSpec> AtTheLimit =>
    [
        Eligible() with { EligibleMaximumDuration = TimeSpan.FromMinutes(30) },
        Eligible() with { EligibleMaximumDuration = TimeSpan.FromHours(8) },
        Eligible() with { EligibleApproverIds = [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid().ToString())] },
    ];

    [Theory]
    [MemberData(nameof(AtTheLimit))]
    public async Task What_is_at_the_limit_is_sent(LighthouseDelegationSpec spec)
    {
        Assert.NotEmpty(await _azure.CreateAsync(spec));
        Assert.NotEmpty(_azure.Changes);
    }

    [Fact]
    public async Task A_person_who_is_signed_in_may_be_eligible_and_approve()
    {
        var caller = new FakeCaller(_azure.Cloud.SignIn(PublisherTenant, AuthenticationMethod.Interactive));

        var itself = Eligible() with { EligiblePrincipalIds = [ObjectId], PrincipalIds = [Principal, ObjectId], PrincipalDisplayNames = [] };
        Assert.NotEmpty(await _azure.CreateAsync(itself, caller));
        Assert.NotEmpty(await _azure.CreateAsync(Eligible() with { EligibleApproverIds = [ObjectId], OfferName = "Approved" }, caller));
    }

    [Fact]
    public async Task One_role_with_one_policy_goes_to_several_in_whatever_order_its_approvers_stand()
    {
        var made = await CreateAsync(
            Entry(Principal, Contributor, "PT2H", Approver, Other), Entry(Other, Contributor.ToUpperInvariant(), "PT2H", Other, Approver));

        Assert.Equal(2, Assert.Single(made).EligibleAuthorizations.Count);
    }

    [Theory]
    [InlineData("PT3H", "Azure", Approver)]
    [InlineData("PT2H", "None", Approver)]
    [InlineData("PT2H", "Azure", Other)]
    public async Task One_role_has_one_policy_for_everyone(string duration, string factor, string approver)
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CreateAsync(
            Entry(Principal, Contributor, "PT2H", Approver), WithFactor(factor, Entry(Other, Contributor, duration, approver))));

        Assert.Equal(("EligiblePoliciesDiffer", ErrorKind.InvalidArgument), (refusal.Code, refusal.Kind));
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task The_second_factor_is_Azures_or_none()
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => CreateAsync(WithFactor("azure", Entry(Principal, Contributor, "PT2H"))));

        Assert.Equal("InvalidMultiFactorAuthProvider", refusal.Code);
    }

    [Fact]
    public async Task Two_roles_may_have_two_policies() =>
        Assert.NotEmpty(await CreateAsync(Entry(Principal, Contributor, "PT2H", Approver), Entry(Principal, Reader, "PT3H", Other)));

    [Fact]
    public async Task There_must_be_a_permanent_authorization()
    {
        await File.WriteAllTextAsync(_file, """{"parameters":{"authorizations":{"value":[]}}}""", TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => _azure.CreateAsync(Spec() with { TemplateParameterFile = _file }));

        Assert.Equal("InvalidPrincipalId", refusal.Code);
        Assert.Contains("no permanent authorization", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<LighthouseDelegation>> CreateAsync(params string[] eligible)
    {
        await File.WriteAllTextAsync(
            _file,
            $$$"""
            {"parameters":{"authorizations":{"value":[{"principalId":"{{{Principal}}}","roleDefinitionId":"{{{Reader}}}"}]},
            "eligibleAuthorizations":{"value":[{{{string.Join(',', eligible)}}}]} }}
            """,
            TestContext.Current.CancellationToken);
        return await _azure.CreateAsync(Spec() with { TemplateParameterFile = _file });
    }

    private static string Entry(string principal, string role, string duration, params string[] approvers) => $$$"""
        {"principalId":"{{{principal}}}","roleDefinitionId":"{{{role}}}","justInTimeAccessPolicy":{"multiFactorAuthProvider":"Azure",
        "maximumActivationDuration":"{{{duration}}}","managedByTenantApprovers":[{{{string.Join(',', approvers.Select(Named))}}}]}}
        """;

    private static string Named(string principal) => $$"""{"principalId":"{{principal}}"}""";

    private static string WithFactor(string factor, string entry) => entry.Replace("\"Azure\"", $"\"{factor}\"", StringComparison.Ordinal);

    private static LighthouseDelegationSpec Eligible() => Spec() with { EligibleRoleDefinitionNames = ["Contributor"] };
}
