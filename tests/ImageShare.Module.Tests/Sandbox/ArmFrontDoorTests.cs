using System.Net;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmFrontDoorTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task Without_a_token_the_challenge_names_the_subscriptions_tenant()
    {
        var reply = await _arm.GetAsync(null, $"subscriptions/{_arm.Publisher.SubscriptionId}", "2022-12-01");

        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationFailed"), (reply.Status, reply.Code));
        Assert.Contains($"authorization_uri=\"{sandbox.Server.Uri}{_arm.Publisher.TenantId}\"", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task A_token_of_another_tenant_is_told_the_right_one()
    {
        var reply = await _arm.GetAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Publisher.ImageId, "2023-07-03");

        Assert.Equal((HttpStatusCode.Unauthorized, "InvalidAuthenticationTokenTenant"), (reply.Status, reply.Code));
        Assert.Contains("wrong issuer", reply.Message);
        Assert.Contains(_arm.Publisher.TenantId, reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Versions_types_and_namespaces_are_checked()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        Assert.Equal("MissingApiVersionParameter", (await _arm.GetAsync(token, _arm.Group, "")).Code);
        Assert.Equal("InvalidApiVersionParameter", (await _arm.GetAsync(token, _arm.Group, "2001-01-01")).Code);
        Assert.Equal("InvalidResourceType", (await _arm.GetAsync(token, $"{_arm.Group}/providers/Microsoft.Compute/toasters/t")).Code);
        Assert.Equal("InvalidResourceNamespace", (await _arm.GetAsync(token, $"{_arm.Group}/providers/Microsoft.Toast/toasters/t")).Code);
        var put = await _arm.PutAsync(token, _arm.MachineId("vm"), new { location = "westeurope" }, "2001-01-01");
        Assert.Equal((HttpStatusCode.BadRequest, "NoRegisteredProviderFound"), (put.Status, put.Code));
        Assert.Equal("SubscriptionNotFound", (await _arm.GetAsync(token, $"subscriptions/{Guid.NewGuid()}", "2022-12-01")).Code);
    }

    [Fact]
    public async Task Paths_are_read_without_case()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var reply = await _arm.GetAsync(token, _arm.Publisher.ImageId.ToUpperInvariant(), "2023-07-03");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(_arm.Publisher.ImageId, (string?)reply.Body!["id"]);
    }

    [Fact]
    public async Task Clients_learn_the_clouds_addresses_before_they_sign_in()
    {
        var cloud = await _arm.GetAsync(null, "metadata/endpoints", "2022-09-01");

        Assert.Equal(sandbox.Server.Uri.AbsoluteUri, (string?)cloud.Body!["authentication"]!["loginEndpoint"]);
        Assert.Equal($"{sandbox.Server.Uri}graph/", (string?)cloud.Body["microsoftGraphResourceId"]);
    }

    [Fact]
    public async Task Every_answer_can_be_found_again_and_says_what_is_left()
    {
        var reply = await _arm.GetAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Group);

        Assert.True(Guid.TryParse(reply.Headers["x-ms-correlation-request-id"], out _));
        Assert.InRange(int.Parse(reply.Headers["x-ms-ratelimit-remaining-subscription-reads"]), 1, 11999);
    }

    [Fact]
    public async Task Expired_and_foreign_tokens_have_their_own_codes()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, Clock = clock }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Consumer);
        clock.Advance(TokenIssuer.Lifetime + TimeSpan.FromMinutes(10));
        var fresh = await arm.AdminTokenAsync(arm.Consumer);

        Assert.Equal("ExpiredAuthenticationToken", (await arm.GetAsync(token, arm.Group)).Code);
        Assert.Equal("InvalidAuthenticationToken", (await arm.GetAsync("nonsense", arm.Group)).Code);
        var auxiliary = await arm.SendAsync(fresh, HttpMethod.Get, arm.Group, null, "2024-07-01", token);
        Assert.Equal((HttpStatusCode.Unauthorized, "ExpiredAuthenticationToken"), (auxiliary.Status, auxiliary.Code));
        Assert.Contains(arm.Consumer.AdminApplicationId, auxiliary.Message);
        Assert.Contains(arm.Consumer.TenantId, auxiliary.Message);
    }

    [Fact]
    public async Task Four_auxiliary_tokens_are_one_too_many()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        var three = await _arm.SendAsync(token, HttpMethod.Get, _arm.Group, null, "2024-07-01", token, token, token);
        var four = await _arm.SendAsync(token, HttpMethod.Get, _arm.Group, null, "2024-07-01", token, token, token, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (three.Status, four.Status));
    }

    [Fact]
    public async Task An_unregistered_provider_is_registered_first()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);
        var provider = $"subscriptions/{_arm.Publisher.SubscriptionId}/providers/Microsoft.ManagedIdentity";
        var identity = $"/subscriptions/{_arm.Publisher.SubscriptionId}/resourceGroups/{_arm.Publisher.ResourceGroupName}"
            + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/broker";
        sandbox.Server.World.Do(
            w => w.FindSubscription(_arm.Publisher.SubscriptionId)!.RegisteredProviders.Remove("Microsoft.ManagedIdentity"));

        var refused = await _arm.PutAsync(token, identity, new { location = "westeurope" }, "2023-01-31");
        var registered = await _arm.SendAsync(token, HttpMethod.Post, $"{provider}/register");
        var created = await _arm.PutAsync(token, identity, new { location = "westeurope" }, "2023-01-31");

        Assert.Equal((HttpStatusCode.Conflict, "MissingSubscriptionRegistration"), (refused.Status, refused.Code));
        Assert.Equal("Registered", (string?)registered.Body!["registrationState"]);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.StartsWith("/subscriptions/", created.Headers["Location"]);
        sandbox.Server.World.Do(w => Assert.NotNull(
            w.FindTenant(_arm.Publisher.TenantId)!.FindPrincipal((string)created.Body!["properties"]!["principalId"]!)));
    }
}
