using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Graph;

public sealed class CredentialRotationTests
{
    private const string Old = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string New = "aaaaaaaa-0000-4000-8000-000000000002";
    private const string Trust = "aaaaaaaa-0000-4000-8000-000000000003";

    private readonly FakeGraph _graph = new();
    private readonly FakeCaller _caller;

    public CredentialRotationTests()
    {
        _caller = _graph.Cloud.Caller(PublisherTenant);
        _graph.AddShareApp("Fabrikam", ConsumerTenant);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_secret_joins_the_old_one_and_comes_with_images_and_consent_link()
    {
        Secrets((Old, -80, 10));
        var image = new GalleryImage { Name = "centos", ResourceGroupName = "rg", GalleryName = "gal", SubscriptionId = SubscriptionId, TenantId = PublisherTenant, ImageId = "/i" };

        var app = await _graph.Service().AddCredentialAsync(
            new(FakeGraph.AppId, new NewSecret(TimeSpan.FromDays(90))) { Images = [image] }, _caller, Token);

        Assert.Equal("abc-the-secret", new NetworkCredential("", app.Secret).Password);
        Assert.Equal([Old, "k1"], app.Credentials.Select(c => c.KeyId));
        Assert.Equal("k1", app.FreshCredential!.KeyId);
        Assert.Equal(PublisherTenant, app.PublisherTenantId);
        Assert.Equal([image], app.Images);
        Assert.Contains(ConsumerTenant, app.ConsentUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("POST", Assert.Single(_graph.Changes).Method);
        Assert.Empty(_caller.Warnings);
    }

    [Fact]
    public async Task WhatIf_adds_nothing_and_plans()
    {
        Secrets((Old, -80, 10));
        var caller = new FakeCaller(_graph.Cloud.SignIn(PublisherTenant)) { WhatIf = true };

        var app = await _graph.Service().AddCredentialAsync(new(FakeGraph.AppId, new NewSecret(TimeSpan.FromDays(90))), caller, Token);

        Assert.Equal((2, null), (app.Credentials.Count, app.Secret));
        Assert.Empty(_graph.Changes);
        Assert.Contains("Add a secret", Assert.Single(caller.Asked).Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_of_another_tenant_and_an_application_that_is_none_are_refused()
    {
        var addition = new CredentialAddition(FakeGraph.AppId, new NewSecret(TimeSpan.FromDays(90)));
        _graph.Applications[0]["tags"] = new JsonArray();
        Assert.Equal("NotAShareApp", (await Refused(() => _graph.Service().AddCredentialAsync(addition, _caller, Token))).Code);

        _graph.Applications.Clear();
        var refused = await Refused(() => _graph.Service().AddCredentialAsync(addition, _caller, Token));

        Assert.Equal(("ShareAppNotFound", ErrorKind.ObjectNotFound, FakeGraph.AppId), (refused.Code, refused.Kind, refused.Target));
        Assert.Empty(_graph.Changes);
    }

    [Theory]
    [InlineData("CredentialTypeNotAllowedAsPerAppPolicy", "federated")]
    [InlineData("CredentialInvalidLifetimeAsPerAppPolicy", "-SecretLifetime")]
    public async Task A_policy_of_the_tenant_is_explained(string code, string advice)
    {
        _graph.Refuse = r => r.Path.EndsWith("addPassword", StringComparison.Ordinal) ? MockAnswer.Error(400, code, "as per assigned policy 'p'.") : null;

        var refused = await Refused(() => _graph.Service().AddCredentialAsync(
            new(FakeGraph.AppId, new NewSecret(TimeSpan.FromDays(90))), _caller, Token));

        Assert.Equal((code, ErrorKind.PermissionDenied), (refused.Code, refused.Kind));
        Assert.Contains(advice, refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_the_newest_that_works_goes_and_trusts_stay()
    {
        Secrets((Old, -80, 10), (New, -1, 90));
        Certificates(("old-cert", -200, -1), ("next-cert", 30, 400));
        Trusts();

        await Remove(CredentialChoice.Older);

        Assert.Equal([Old], Removed());
        var kept = JsonNode.Parse(_graph.Changes.Single(r => r.Method == "PATCH").Body)!["keyCredentials"]!.AsArray();
        Assert.Equal("next-cert", (string?)Assert.Single(kept)!["keyId"]);
        Assert.DoesNotContain(_graph.Changes, r => r.Method == "DELETE");
    }

    [Fact]
    public async Task What_has_ended_goes_and_a_second_run_finds_nothing()
    {
        Secrets((Old, -80, -10), (New, -1, 90));

        await Remove(CredentialChoice.Expired);
        Secrets((New, -1, 90));
        await Remove(CredentialChoice.Expired);

        Assert.Equal([Old], Removed());
        Assert.Contains(_caller.Messages, m => m.Contains("no such credential", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_one_that_works_goes_by_force_only()
    {
        Secrets((Old, -80, -10), (New, -1, 90));

        var refused = await Refused(() => Remove(CredentialChoice.Named, keyIds: New));
        Assert.Equal(("LastCredential", ErrorKind.InvalidOperation), (refused.Code, refused.Kind));
        Assert.Empty(_graph.Changes);

        await Remove(CredentialChoice.Named, force: true, keyIds: New);
        Assert.Equal([New], Removed());
    }

    [Fact]
    public async Task A_trust_is_enough_to_let_the_last_secret_go_and_gone_is_success()
    {
        Secrets((New, -1, 90));
        Trusts();
        _graph.Refuse = r => r.Path.EndsWith("removePassword", StringComparison.Ordinal)
            ? MockAnswer.Error(400, "Request_BadRequest", $"No password credential found with keyId: {New}") : null;

        await Remove(CredentialChoice.Named, keyIds: New);
        _graph.Applications.Clear();
        await Remove(CredentialChoice.Named, keyIds: New);

        Assert.Contains(_caller.Messages, m => m.Contains("gone already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apps_that_end_soon_are_found_and_those_with_a_later_credential_are_not()
    {
        Secrets((Old, -80, 10));
        Assert.Single(await Expiring(14));
        Assert.Empty(await Expiring(7));

        Secrets((Old, -80, 10), (New, -1, 90));
        Assert.Empty(await Expiring(14));
    }

    private async Task<IReadOnlyList<GalleryShareApp>> Expiring(int days)
    {
        List<GalleryShareApp> apps = [];
        await foreach (var app in _graph.Service().GetAsync(new ShareAppQuery { ExpiringWithinDays = days }, _caller, Token))
            apps.Add(app);

        return apps;
    }

    private Task Remove(CredentialChoice which, bool force = false, params string[] keyIds) => _graph.Service().RemoveCredentialAsync(
        new(FakeGraph.AppId, which) { KeyIds = keyIds, Force = force }, _caller, Token);

    private IEnumerable<string?> Removed() => _graph.Changes.Where(r => r.Path.EndsWith("removePassword", StringComparison.Ordinal))
        .Select(r => (string?)JsonNode.Parse(r.Body)!["keyId"]);

    private void Secrets(params (string KeyId, int From, int Until)[] secrets) =>
        _graph.Applications[0]["passwordCredentials"] = new JsonArray([.. secrets.Select(s => Dated(s.KeyId, s.From, s.Until))]);

    private void Certificates(params (string KeyId, int From, int Until)[] keys) =>
        _graph.Applications[0]["keyCredentials"] = new JsonArray([.. keys.Select(k => Dated(k.KeyId, k.From, k.Until))]);

    private void Trusts() => _graph.Federations.Add(new JsonObject
    {
        ["id"] = Trust, ["name"] = "n", ["issuer"] = "https://issuer", ["subject"] = "s", ["audiences"] = new JsonArray("a"),
    });

    private JsonObject Dated(string keyId, int from, int until) => new()
    {
        ["keyId"] = keyId,
        ["hint"] = "abc",
        ["startDateTime"] = _graph.Cloud.Time.GetUtcNow().AddDays(from),
        ["endDateTime"] = _graph.Cloud.Time.GetUtcNow().AddDays(until),
    };

    private static Task<ImageShareException> Refused(Func<Task> call) => Assert.ThrowsAsync<ImageShareException>(call);
}
