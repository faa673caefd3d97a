using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>A list of consumers through one pipeline: fast, within the limits, and again from where it was stopped.</summary>
public sealed class ManyConsumersTests : IDisposable
{
    private const string Columns = "DisplayName,FederatedIssuer,FederatedSubject";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-many-");

    private string Csv => Path.Combine(_folder.FullName, "consumers.csv");

    private string Handovers => Path.Combine(_folder.FullName, "handovers");

    private string Pipeline => $"Import-Csv '{Csv}' | New-GalleryShareApp -ImageId $Sandbox.Publisher.ImageId | Grant-GalleryReader | "
        + $"Export-ImageShare -Directory '{Handovers}'";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_hundred_are_served_at_the_pace_that_Azure_sets_and_a_second_run_makes_nothing()
    {
        const string Words = """{ "error": { "code": "SubscriptionRequestsThrottled", "message": "Please try again after '1' seconds." } }""";
        var limit = new RateLimit(400, TimeSpan.FromSeconds(1));
        var faults = new[]
        {
            new FaultRule { Method = "POST", Path = "/applications$", Nth = 5, Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } },
            new FaultRule { Method = "PUT", Path = "/roleAssignments/", Nth = 10, Status = 429, Body = JsonNode.Parse(Words) },
        };
        await using var server = await StartAsync(new() { GraphLimit = limit, SubscriptionLimit = limit, Faults = faults });
        using var desk = PublishersDesk(server);
        Write(200);

        var first = desk.Run(Pipeline);
        AssertRetriesCameWhenWelcome(desk.Traffic);
        desk.Server.Traffic.Clear();
        var second = desk.Run(Pipeline);

        Assert.Equal((200, 200), (first.Count, second.Count));
        Assert.Equal(200, Directory.GetFiles(Handovers).Length);
        Assert.Equal(200, AppsOf(server).Select(a => a.DisplayName).Distinct().Count());
        Assert.Equal(200, AppsOf(server).Count);
        Assert.DoesNotContain(desk.Traffic, e => e.IsChange);
    }

    [Fact]
    public async Task A_bad_row_is_an_error_of_its_own_and_rows_of_one_name_are_one_app()
    {
        await using var server = await StartAsync(new());
        using var desk = PublishersDesk(server);
        var image = server.Accounts.Publisher.ImageId;
        await File.WriteAllLinesAsync(Csv,
        [
            $"{Columns},ImageId",
            $"A,https://i.example,a,{image}",
            $"B,https://i.example,b,{image}-that-is-not-there",
            $"C,https://i.example,c,{image}",
            $"C,https://i.example,c,{image.Replace("ubuntu-server", "appliance", StringComparison.Ordinal)}",
            $"C,https://i.example,other,{image}",
            $"D,http://no-tls.example,d,{image}",
        ], TestContext.Current.CancellationToken);

        var written = desk.Run($$"""
            $ErrorActionPreference = 'SilentlyContinue'
            $Error.Clear()
            Import-Csv '{{Csv}}' | New-GalleryShareApp | Grant-GalleryReader | Export-ImageShare -Directory '{{Handovers}}' | ForEach-Object Name
            $Error | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.TargetObject)" }
            """).Select(o => $"{o}");

        Assert.Equal(
            ["A.share.json", "C.share.json", "InvalidFederatedIssuer http://no-tls.example", $"ResourceNotFound {image}-that-is-not-there",
                "ShareAppNamedTwice C"],
            written.Order());
        Assert.Equal(["A", "C"], AppsOf(server).Select(a => a.DisplayName).Order());
        Assert.Equal(2, JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Handovers, "C.share.json"), TestContext.Current.CancellationToken))!["images"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_the_limits_leave_no_room_for_is_said_before_the_first_is_made()
    {
        await using var fixture = new SandboxFixture
        {
            Options = new SandboxOptions { Delays = Delays.None, DirectoryQuota = 250, RoleAssignmentLimit = 5 },
        };
        await fixture.InitializeAsync();
        var user = AddDeveloper(fixture.Server, ownedObjects: 243);
        using var desk = await DeveloperDeskAsync(fixture, user);
        Write(6);

        var said = desk.Run($$"""
            $ErrorActionPreference = 'SilentlyContinue'
            $Error.Clear()
            Import-Csv '{{Csv}}' | New-GalleryShareApp -ImageId $Sandbox.Publisher.ImageId -ThrottleLimit 1 -WarningVariable warned |
                Grant-GalleryReader | Export-ImageShare -Directory '{{Handovers}}' | ForEach-Object { 'written' }
            $warned | ForEach-Object { "$_" }
            $Error | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
            """).Select(o => $"{o}").ToList();
        var firstChange = desk.Traffic.First(e => e.IsChange && !e.Path.Contains("get", StringComparison.OrdinalIgnoreCase));
        var foreseen = desk.Traffic.Single(e => e.Path.EndsWith("/roleAssignmentsUsageMetrics", StringComparison.Ordinal));

        // 250 - 243 objects are three apps; the subscription has room for two assignments.
        Assert.Contains(said, s => s.Contains("at most 3 apps will be made", StringComparison.Ordinal));
        Assert.Contains(said, s => s.Contains("has room for 2 of its 5", StringComparison.Ordinal));
        Assert.True(foreseen.Ended < firstChange.Started);
        Assert.Equal(2, said.Count(s => s == "written"));
        Assert.Equal(3, said.Count(s => s == "Directory_QuotaExceeded"));
        Assert.Equal(1, said.Count(s => s == "RoleAssignmentLimitExceeded"));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_where_it_was_and_no_secret_is_missing()
    {
        await using var server = await StartAsync(new() { Latency = TimeSpan.FromMilliseconds(5) });
        using var desk = PublishersDesk(server);
        desk.Run($"$certificate = New-CertificateFile '{_folder.FullName}' fabrikam");
        Write(60, "DisplayName", i => $"Consumer {i}");
        var pipeline = $"{Pipeline} -RecipientCertificatePath $certificate.Cer -RenewLostSecret";

        await desk.StopAsync(pipeline, () => Directory.Exists(Handovers) && Directory.GetFiles(Handovers, "*.share.json").Length >= 10);
        var before = Directory.GetFiles(Handovers, "*.share.json").ToDictionary(f => f, File.ReadAllText);
        var second = desk.Run(pipeline);

        Assert.InRange(before.Count, 10, 59);
        Assert.Equal(60, second.Count);
        Assert.Equal((60, 60), (AppsOf(server).Count, Directory.GetFiles(Handovers).Length));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
        Assert.All(Directory.GetFiles(Handovers), file => Assert.NotNull(JsonNode.Parse(File.ReadAllText(file))!["secret"]));
        Assert.Equal("60", desk.Text(
            $"@(Get-ChildItem '{Handovers}' | Import-ImageShare -CertificatePath $certificate.Pfx | Where-Object Secret).Count"));
    }

    private static Task<SandboxServer> StartAsync(SandboxOptions options) =>
        SandboxServer.StartAsync(options with { Delays = Delays.None }, TestContext.Current.CancellationToken);

    private static Desk PublishersDesk(SandboxServer server)
    {
        var desk = new Desk(server);
        desk.Run("$null = Connect-Side Publisher");
        return desk;
    }

    private static List<Application> AppsOf(SandboxServer server) => server.World.Do(world =>
        world.FindTenant(server.Accounts.Publisher.TenantId)!.Applications.Where(a => a.Tags.Contains("imageshare")).ToList());

    private void Write(int count, string columns = Columns, Func<int, string>? row = null) => File.WriteAllLines(
        Csv, Enumerable.Range(1, count).Select(row ?? (i => $"Consumer {i},https://issuer.example,consumer-{i}")).Prepend(columns));

    // The client's own id is the same for each try of a request.
    private static void AssertRetriesCameWhenWelcome(IReadOnlyList<TrafficEntry> traffic)
    {
        var refused = traffic.Where(e => e.Status == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, entry =>
        {
            var id = entry.RequestHeaders["x-ms-client-request-id"];
            var next = traffic.Where(e => e.Started > entry.Started && e.RequestHeaders.GetValueOrDefault("x-ms-client-request-id") == id)
                .MinBy(e => e.Started);
            var wait = TimeSpan.FromSeconds(int.Parse(entry.ResponseHeaders.GetValueOrDefault("Retry-After", "1"), CultureInfo.InvariantCulture));
            Assert.NotNull(next);
            // The server's clock and the timers of the client are some milliseconds apart.
            var leeway = TimeSpan.FromMilliseconds(50);
            Assert.True(next.Started >= entry.Started + wait - leeway, $"{entry.Method} {entry.Path} came again after {next.Started - entry.Started}");
        });
    }

    private static User AddDeveloper(SandboxServer server, int ownedObjects)
    {
        var user = new User { DisplayName = "Developer", UserPrincipalName = "dev@contoso.onmicrosoft.com", Password = "password" };
        var publisher = server.Accounts.Publisher;
        server.World.Do(world =>
        {
            var tenant = world.FindTenant(publisher.TenantId)!;
            tenant.Users.Add(user);
            tenant.Groups.AddRange(Enumerable.Range(0, ownedObjects).Select(i => new Group { DisplayName = $"group {i}", CreatedBy = user.Id }));
            world.RoleAssignments.Add(new RoleAssignment
            {
                Name = Guid.NewGuid().ToString(),
                Scope = $"/subscriptions/{publisher.SubscriptionId}",
                RoleDefinitionId = BuiltInRoleIds.Owner,
                PrincipalId = user.Id,
                PrincipalType = "User",
                Created = world.Now,
                EffectiveFrom = world.Now,
            });
        });
        return user;
    }

    private static async Task<Desk> DeveloperDeskAsync(SandboxFixture fixture, User user)
    {
        var publisher = fixture.Accounts.Publisher;
        var arm = await fixture.UserTokenAsync(publisher.TenantId, user.UserPrincipalName, user.Password!);
        var graph = await fixture.UserTokenAsync(publisher.TenantId, user.UserPrincipalName, user.Password!, "graph/");
        var desk = new Desk(fixture.Server);
        desk.Run($"""
            $graph = [System.Net.NetworkCredential]::new('', '{graph}').SecurePassword
            $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId {publisher.TenantId} -SubscriptionId {publisher.SubscriptionId} `
                -AccessToken '{arm}' -GraphAccessToken $graph
            """);
        return desk;
    }
}
