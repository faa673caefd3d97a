using System.Text.Json.Nodes;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Graph;

public sealed class ShareAppRemovalTests
{
    private readonly FakeGraph _graph = new();
    private readonly FakeCaller _caller;

    public ShareAppRemovalTests() => _caller = _graph.Cloud.Caller(PublisherTenant);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task App_and_principal_go_for_good_and_gone_is_success()
    {
        _graph.AddShareApp();
        _graph.Principals.Add(new JsonObject { ["id"] = FakeGraph.PrincipalId, ["appId"] = FakeGraph.AppId });

        await _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token);
        await _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token);

        Assert.Equal([FakeGraph.PrincipalId, FakeGraph.AppObjectId], _graph.Deleted);
        Assert.Equal(2, _caller.Asked.Count);
    }

    [Fact]
    public async Task What_an_earlier_run_left_among_the_deleted_items_is_purged()
    {
        _graph.Refuse = r => r.Path.EndsWith("microsoft.graph.application", StringComparison.Ordinal)
            ? MockAnswer.Json($$"""{"value":[{"id":"other","appId":"x"},{"id":"{{FakeGraph.AppObjectId}}","appId":"{{FakeGraph.AppId}}"}]}""")
            : null;

        await _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token);

        Assert.Equal([FakeGraph.AppObjectId], _graph.Deleted);
    }

    [Fact]
    public async Task The_principal_that_an_earlier_run_deleted_before_it_failed_is_purged_too()
    {
        _graph.AddShareApp();
        _graph.Refuse = r => r.Path.EndsWith("microsoft.graph.servicePrincipal", StringComparison.Ordinal)
            ? MockAnswer.Json($$"""{"value":[{"id":"{{FakeGraph.PrincipalId}}","appId":"{{FakeGraph.AppId}}"}]}""")
            : null;

        await _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token);

        Assert.Equal([FakeGraph.AppObjectId, FakeGraph.PrincipalId], _graph.Deleted);
    }

    [Fact]
    public async Task Who_may_delete_but_not_purge_is_told_and_succeeds()
    {
        _graph.AddShareApp();
        _graph.Refuse = r => r.Path.Contains("deletedItems", StringComparison.Ordinal)
            ? MockAnswer.Error(403, "Authorization_RequestDenied", "no") : null;

        await _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token);

        Assert.Empty(_graph.Applications);
        Assert.Contains("30 days", Assert.Single(_caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_we_did_not_make_is_left_alone()
    {
        _graph.AddShareApp()["tags"] = new JsonArray();

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => _graph.Service().RemoveAsync(FakeGraph.AppId, _caller, Token));

        Assert.Equal("NotAShareApp", exception.Code);
        Assert.Empty(_graph.Changes);
    }

    [Fact]
    public async Task Apps_are_listed_by_our_tag_and_by_name()
    {
        _graph.AddShareApp("Fabrikam", ConsumerTenant);
        _graph.AddShareApp("Northwind");

        List<GalleryShareApp> apps = [];
        await foreach (var app in _graph.Service().GetAsync(new ShareAppQuery { DisplayName = "fab*" }, _caller, Token))
            apps.Add(app);

        Assert.Equal(("Fabrikam", ConsumerTenant), (Assert.Single(apps).DisplayName, apps[0].ConsumerTenantId));
        Assert.Contains("tags/any(t:t eq 'imageshare')", Uri.UnescapeDataString(_graph.Cloud.Transport.Requests[0].Uri.Query),
            StringComparison.Ordinal);
    }
}
