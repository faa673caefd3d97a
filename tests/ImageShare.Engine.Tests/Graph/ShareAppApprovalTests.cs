using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Graph;

public sealed class ShareAppApprovalTests
{
    private readonly FakeGraph _graph = new();

    private static readonly Handover s_share = new()
    {
        Kind = HandoverKind.Share,
        Environment = "AzureCloud",
        PublisherTenantId = PublisherTenant,
        ConsumerTenantId = ConsumerTenant,
        ApplicationId = FakeGraph.AppId,
        AppTenantId = PublisherTenant,
        ConsumerName = "Fabrikam",
    };

    [Fact]
    public async Task Who_may_creates_the_principal_and_hears_what_that_means()
    {
        var caller = _graph.Cloud.Caller(ConsumerTenant);

        var app = await Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, caller);

        Assert.Equal((FakeGraph.PrincipalId, ConsumerTenant, PublisherTenant), (app.ServicePrincipalId, app.TenantId, app.AppTenantId));
        Assert.Equal((PublisherTenant, ConsumerTenant, "Fabrikam"), (app.PublisherTenantId, app.ConsumerTenantId, app.ConsumerName));
        Assert.Contains("sign in here with it at any time", Assert.Single(caller.Warnings), StringComparison.Ordinal);
        Assert.Empty(caller.Prompts);
    }

    [Fact]
    public async Task The_second_run_finds_it_and_asks_nothing()
    {
        await Approve(new ShareAppApproval(FakeGraph.AppId), _graph.Cloud.Caller(ConsumerTenant));
        var caller = _graph.Cloud.Caller(ConsumerTenant);

        Assert.Equal(FakeGraph.PrincipalId, (await Approve(new ShareAppApproval(FakeGraph.AppId), caller)).ServicePrincipalId);
        Assert.Empty(caller.Asked);
        Assert.Single(_graph.Changes);
    }

    [Fact]
    public async Task Who_may_not_gets_the_link_and_waits_for_the_principal()
    {
        var caller = _graph.Cloud.Caller(ConsumerTenant);
        var reads = 0;
        _graph.Refuse = r => r is { Method: "POST", Path: "/v1.0/servicePrincipals" }
            ? MockAnswer.Error(403, "Authorization_RequestDenied",
                "When using this permission, the backing application of the service principal being created must in the local tenant")
            : r.Path == "/v1.0/servicePrincipals" && ++reads == 4 ? Listed() : null;

        var app = await Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, caller);

        Assert.Equal(FakeGraph.PrincipalId, app.ServicePrincipalId);
        Assert.Contains(
            $"https://login.microsoftonline.com/{ConsumerTenant}/oauth2/authorize?client_id={FakeGraph.AppId}&response_type=code&redirect_uri=",
            Assert.Single(caller.Prompts), StringComparison.Ordinal);
        Assert.Contains(caller.Progressed, p => p.Status.Contains("administrator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_approving_ends_with_the_link_in_the_error()
    {
        var approval = new ShareAppApproval(FakeGraph.AppId) { UseConsentLink = true, Timeout = TimeSpan.FromMinutes(2) };

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Approve(approval, _graph.Cloud.Caller(ConsumerTenant)));

        Assert.Equal(("ApprovalTimeout", ErrorKind.OperationTimeout), (exception.Code, exception.Kind));
        Assert.Contains("/oauth2/authorize?client_id=", exception.Fix, StringComparison.Ordinal);
        Assert.Empty(_graph.Changes);
    }

    [Fact]
    public async Task An_app_of_another_home_than_agreed_is_taken_back()
    {
        _graph.AppHome = "55555555-5555-4555-8555-555555555555";

        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, _graph.Cloud.Caller(ConsumerTenant)));

        Assert.Equal(("AppOfOtherTenant", ErrorKind.SecurityError), (exception.Code, exception.Kind));
        Assert.Empty(_graph.Principals);
        Assert.Equal([FakeGraph.PrincipalId], _graph.Deleted);
    }

    [Fact]
    public async Task An_app_that_does_not_exist_for_others_is_told()
    {
        _graph.Refuse = r => r.Method == "POST"
            ? MockAnswer.Error(400, "NoBackingApplicationObject",
                "The appId 'x' of the service principal does not reference a valid application object.")
            : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(
            () => Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, _graph.Cloud.Caller(ConsumerTenant)));

        Assert.Equal(("NoBackingApplicationObject", Party.Publisher), (exception.Code, exception.Who));
        Assert.Contains("single-tenant", exception.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PublisherTenant, "HandoverForOtherTenant")]
    [InlineData("55555555-5555-4555-8555-555555555555", "HandoverForOtherTenant")]
    public async Task The_wrong_company_does_not_approve(string tenantId, string code)
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            async () => await Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, _graph.Cloud.Caller(tenantId)));

        Assert.Equal(code, exception.Code);
        Assert.Contains(ConsumerTenant, exception.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Among_two_sign_ins_the_one_outside_of_the_apps_home_approves()
    {
        var caller = new FakeCaller(_graph.Cloud.SignIn(PublisherTenant), _graph.Cloud.SignIn(ConsumerTenant));

        Assert.Equal(ConsumerTenant, (await Approve(
            new ShareAppApproval(FakeGraph.AppId) { AppTenantId = PublisherTenant }, caller)).TenantId);
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            async () => await Approve(new ShareAppApproval(FakeGraph.AppId) { AppTenantId = PublisherTenant },
                _graph.Cloud.Caller(PublisherTenant)));
        Assert.Equal("ApprovalAtHome", exception.Code);
    }

    [Fact]
    public async Task A_request_of_the_consumer_is_approved_by_the_publisher_without_alarm()
    {
        _graph.AppHome = ConsumerTenant;
        var caller = _graph.Cloud.Caller(PublisherTenant);
        var request = s_share with { Kind = HandoverKind.Request, PublisherTenantId = null, AppTenantId = ConsumerTenant };

        var app = await Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = request }, caller);

        Assert.Equal((PublisherTenant, ConsumerTenant, ConsumerTenant), (app.PublisherTenantId, app.ConsumerTenantId, app.AppTenantId));
        Assert.Contains($"/{PublisherTenant}/oauth2/authorize", app.ConsentUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Empty(caller.Warnings);
    }

    [Fact]
    public async Task WhatIf_changes_nothing()
    {
        var caller = new FakeCaller(_graph.Cloud.SignIn(ConsumerTenant)) { WhatIf = true };

        Assert.Null((await Approve(new ShareAppApproval(FakeGraph.AppId) { Handover = s_share }, caller)).ServicePrincipalId);
        Assert.Empty(_graph.Changes);
        Assert.Empty(caller.Prompts);
    }

    private static MockAnswer Listed() => MockAnswer.Json(
        $$"""{"value":[{"id":"{{FakeGraph.PrincipalId}}","appId":"{{FakeGraph.AppId}}","appOwnerOrganizationId":"{{PublisherTenant}}"}]}""");

    private Task<GalleryShareApp> Approve(ShareAppApproval approval, FakeCaller caller) =>
        _graph.Service().ApproveAsync(approval, caller, TestContext.Current.CancellationToken);
}
