using System.Text.Json.Nodes;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Marketplace;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Marketplace;

public sealed class TermsTests
{
    private const string Path = $"/subscriptions/{SubscriptionId}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine"
        + "/publishers/fortinet/offers/fortigate/plans/payg/agreements/current";

    private static readonly MarketplaceTermsSpec s_spec = new("fortinet", "fortigate", "payg");

    private readonly TestCloud _cloud;
    private bool _accepted;

    public TermsTests() => _cloud = new TestCloud(request => MockAnswer.Json(Terms(_accepted || request.Method == "PUT").ToJsonString()));

    [Fact]
    public async Task They_are_accepted_by_sending_back_all_that_was_read()
    {
        var terms = await Service().AcceptTermsAsync(s_spec, _cloud.Caller(ConsumerTenant), TestContext.Current.CancellationToken);

        Assert.Equal(["GET", "PUT"], _cloud.Transport.Requests.Select(r => r.Method));
        Assert.All(_cloud.Transport.Requests, r => Assert.Equal($"{Path}?api-version=2021-01-01", r.Uri.PathAndQuery));
        Assert.True(JsonNode.DeepEquals(
            Terms(accepted: true)["properties"], JsonNode.Parse(_cloud.Transport.Requests[1].Body)!["properties"]));
        Assert.True(terms.Accepted);
        Assert.Equal("https://terms.example/license.txt", terms.LicenseTextLink);
        Assert.Contains("fortinet.fortigate", terms.PriceLink, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_accepted_already_is_left_alone()
    {
        _accepted = true;
        var caller = _cloud.Caller(ConsumerTenant);

        var terms = await Service().AcceptTermsAsync(s_spec, caller, TestContext.Current.CancellationToken);

        Assert.Equal("GET", Assert.Single(_cloud.Transport.Requests).Method);
        Assert.Empty(caller.Asked);
        Assert.True(terms.Accepted);
    }

    [Fact]
    public async Task A_plan_of_it_reads_and_changes_nothing_and_names_licence_and_prices()
    {
        var caller = new FakeCaller(_cloud.SignIn(ConsumerTenant)) { WhatIf = true };

        var terms = await Service().AcceptTermsAsync(s_spec, caller, TestContext.Current.CancellationToken);

        Assert.Equal("GET", Assert.Single(_cloud.Transport.Requests).Method);
        Assert.False(terms.Accepted);
        var (target, action) = Assert.Single(caller.Asked);
        Assert.Equal(Path, target);
        Assert.Contains("https://terms.example/license.txt", action, StringComparison.Ordinal);
        Assert.Contains("PlansAndPrice", action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forti/net", "fortigate", "payg", "InvalidPublisher")]
    [InlineData("fortinet", "..", "payg", "InvalidOffer")]
    [InlineData("fortinet", "fortigate", "pay?g", "InvalidSku")]
    public async Task Names_that_would_change_the_address_are_refused_before_any_request(
        string publisher, string offer, string plan, string code)
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => Service().AcceptTermsAsync(
            new(publisher, offer, plan), _cloud.Caller(ConsumerTenant), TestContext.Current.CancellationToken));

        Assert.Equal(code, refusal.Code);
        Assert.Empty(_cloud.Transport.Requests);
    }

    private static MarketplaceService Service() => new(new ContextSelector(new SubscriptionTenants()));

    private static JsonObject Terms(bool accepted) => new()
    {
        ["name"] = "payg",
        ["properties"] = new JsonObject
        {
            ["publisher"] = "fortinet",
            ["product"] = "fortigate",
            ["plan"] = "payg",
            ["licenseTextLink"] = "https://terms.example/license.txt",
            ["privacyPolicyLink"] = "https://terms.example/privacy",
            ["marketplaceTermsLink"] = "https://terms.example/marketplace.txt",
            ["retrieveDatetime"] = "2024-08-26T09:35:14.5588519Z",
            ["signature"] = "XSYH5JIK",
            ["accepted"] = accepted,
            ["brandNew"] = "kept",
        },
    };
}
