using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Methods;

public sealed class MethodAdviserTests
{
    private static readonly ShareCase s_known = new() { ConsumerTenantKnown = true };

    public static TheoryData<string, ShareCase, ShareMethod> Cases => new()
    {
        { "one known consumer", s_known, ShareMethod.Lighthouse },
        { "nobody's tenant known", new(), ShareMethod.AppRegistration },
        { "everybody", new() { Public = true }, ShareMethod.Community },
        { "everybody, with the portal", new() { Public = true, PortalNeeded = true }, ShareMethod.Community },
        { "for money", s_known with { Sold = true }, ShareMethod.Marketplace },
        { "with the portal", s_known with { PortalNeeded = true }, ShareMethod.DirectShare },
        { "one's own tenant", s_known with { SameTenant = true }, ShareMethod.RoleAssignment },
        { "a government, unattended", s_known with { Environment = "AzureUSGovernment", Unattended = true }, ShareMethod.AppRegistration },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_choice_for(string what, ShareCase share, ShareMethod expected)
    {
        var ranked = MethodAdviser.Rank(share);

        Assert.True(expected == ranked[0].Method, $"{what}: {string.Join(", ", ranked.Select(m => $"{m.Method} {m.Verdict}"))}");
        Assert.Equal(MethodVerdict.Recommended, ranked[0].Verdict);
    }

    public static TheoryData<ShareCase, ShareMethod, string> Limits => new()
    {
        { s_known with { ConsumerCount = 31 }, ShareMethod.DirectShare, "30 subscriptions and 5 tenants" },
        { s_known with { Encrypted = true }, ShareMethod.DirectShare, "cannot be shared directly" },
        { s_known with { Environment = "AzureChinaCloud" }, ShareMethod.Community, "government and China" },
        { s_known with { HasPlan = true }, ShareMethod.Community, "Marketplace image" },
        { s_known with { SecurityType = "TrustedLaunch" }, ShareMethod.DirectShare, "TrustedLaunchSupported" },
        { s_known with { OSState = "Specialized" }, ShareMethod.Marketplace, "generalized" },
        { s_known with { Unattended = true }, ShareMethod.RoleAssignment, "cannot be a guest" },
        { new(), ShareMethod.Lighthouse, "tenant id must be known" },
        { s_known with { SameTenant = true }, ShareMethod.Lighthouse, "own tenant" },
        { new() { PortalNeeded = true }, ShareMethod.AppRegistration, "commands only" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_cannot_work_is_ruled_out_with_the_reason_and_comes_last(ShareCase share, ShareMethod method, string reason)
    {
        var ranked = MethodAdviser.Rank(share);
        var judged = Assert.Single(ranked, m => m.Method == method);

        Assert.Equal(MethodVerdict.RuledOut, judged.Verdict);
        Assert.Contains(judged.Against, r => r.Contains(reason, StringComparison.OrdinalIgnoreCase));
        Assert.All(ranked.Where(m => m.Verdict != MethodVerdict.RuledOut), other => Assert.True(other.Rank < judged.Rank));
    }

    [Fact]
    public void Every_way_is_there_once_with_all_that_each_side_must_know_and_do()
    {
        var ranked = MethodAdviser.Rank(new ShareCase());

        Assert.Equal(Enum.GetValues<ShareMethod>(), ranked.Select(m => m.Method).Order());
        Assert.Equal([1, 2, 3, 4, 5, 6], ranked.Select(m => m.Rank));
        Assert.All(ranked, m =>
        {
            Assert.NotEmpty(m.PublisherDoes);
            Assert.NotEmpty(m.ConsumerDoes);
            Assert.All([m.Why, m.PublisherKnows, m.ConsumerKnows, m.PublisherMay, m.ConsumerMay, m.EndsWith], Assert.NotEmpty);
        });
    }

    [Fact]
    public void When_nothing_works_nothing_is_recommended()
    {
        var ranked = MethodAdviser.Rank(new ShareCase { Encrypted = true, ConsumerTenantKnown = true });

        Assert.All(ranked, m => Assert.Equal(MethodVerdict.RuledOut, m.Verdict));
    }
}
