using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class LimitTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly SandboxFixture _sandbox;

    public LimitTests() => _sandbox = new SandboxFixture
    {
        Options = new SandboxOptions
        {
            Delays = Delays.None,
            Clock = _clock,
            SubscriptionLimit = new RateLimit(2, TimeSpan.FromSeconds(10)),
            GraphLimit = new RateLimit(2, TimeSpan.FromSeconds(30)),
            DirectoryQuota = 1,
        },
    };

    private PublisherAccount Publisher => _sandbox.Accounts.Publisher;

    public ValueTask InitializeAsync() => _sandbox.InitializeAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_subscription_answers_so_much_and_then_says_when_again()
    {
        using var arm = new ArmCalls(_sandbox.Server);
        var token = await arm.AdminTokenAsync(Publisher);
        await arm.GetAsync(token, arm.OwnersGroup());
        var poll = $"{arm.OwnersSubscription()}/providers/Microsoft.Compute/locations/westeurope/operations/{Guid.NewGuid()}";
        await arm.GetAsync(token, poll);
        _clock.Advance(TimeSpan.FromSeconds(4));

        var refused = await arm.GetAsync(token, arm.OwnersGroup());
        var refusedPoll = await arm.GetAsync(token, poll);
        var elsewhere = await arm.GetAsync(await arm.AdminTokenAsync(arm.Consumer), arm.Group);
        _clock.Advance(TimeSpan.FromSeconds(6));
        var again = await arm.GetAsync(token, arm.OwnersGroup());

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(("SubscriptionRequestsThrottled", "6"), (refused.Code, refused.Headers["Retry-After"]));
        Assert.Equal(
            $"Number of requests for subscription '{Publisher.SubscriptionId}' and operation 'GET/SUBSCRIPTIONS/RESOURCEGROUPS/' "
            + "exceeded the backend storage limit. Please try again after '6' seconds.",
            refused.Message);
        Assert.Contains("'GET/SUBSCRIPTIONS/PROVIDERS/MICROSOFT.COMPUTE/LOCATIONS/OPERATIONS/'", refusedPoll.Message);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (elsewhere.Status, again.Status));
    }

    [Fact]
    public async Task Graph_says_when_again_too()
    {
        var token = await _sandbox.GraphTokenAsync(Publisher);
        var (first, _) = await _sandbox.GraphAsync(token, HttpMethod.Get, "organization");
        var (second, _) = await _sandbox.GraphAsync(token, HttpMethod.Get, "organization");
        using var refusedRequest = new HttpRequestMessage(HttpMethod.Get, "graph/v1.0/organization");
        refusedRequest.Headers.Authorization = new("Bearer", token);
        using var refused = await _sandbox.Http.SendAsync(refusedRequest, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var (again, _) = await _sandbox.GraphAsync(token, HttpMethod.Get, "organization");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], (HttpStatusCode[])[first, second, again]);
    }

    [Fact]
    public async Task Who_has_no_role_makes_so_many_objects_and_the_deleted_ones_count()
    {
        var user = new User { DisplayName = "Developer", UserPrincipalName = "dev@contoso.onmicrosoft.com", Password = "password" };
        _sandbox.Server.World.Do(world => world.FindTenant(Publisher.TenantId)!.Users.Add(user));
        var token = await _sandbox.UserTokenAsync(Publisher.TenantId, user.UserPrincipalName, "password", "graph/");

        var (made, app) = await CreateAsync(token);
        var (refused, error) = await CreateAsync(token);
        await AfterAWindowAsync(token, HttpMethod.Delete, $"applications/{app!["id"]}");
        var (stillRefused, _) = await CreateAsync(token);
        await AfterAWindowAsync(token, HttpMethod.Delete, $"directory/deletedItems/{app["id"]}");
        var (again, _) = await CreateAsync(token);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var (admin, _) = await CreateAsync(await _sandbox.GraphTokenAsync(Publisher));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created), (made, again, admin));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refused, stillRefused));
        Assert.Equal("Directory_QuotaExceeded", (string?)error!["error"]!["code"]);
    }

    private Task<(HttpStatusCode Status, JsonObject? Body)> CreateAsync(string token) =>
        _sandbox.GraphAsync(token, HttpMethod.Post, "applications", new { displayName = "Share" });

    private async Task AfterAWindowAsync(string token, HttpMethod method, string path)
    {
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _sandbox.GraphAsync(token, method, path);
    }
}
