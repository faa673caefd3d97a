using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Microsoft.AspNetCore.Http;

namespace ImageShare.Tests.Conformance;

/// <summary>A difference between Azure and the sandbox, in one request of one recording.</summary>
internal sealed record Difference(string Request, string What, string Where);

/// <summary>Puts the requests of recordings to the sandbox and compares what it answers.</summary>
internal sealed class Replay
{
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    // A deployment begins, makes a network, and then the machine.
    private const int MostWorksInARow = 3;

    private static readonly HashSet<string> NotServedCodes =
    [
        "InvalidResourceNamespace", "InvalidResourceType", "NoRegisteredProviderFound", "InvalidApiVersionParameter",
        "HttpMethodNotSupported",
    ];

    public List<Difference> Differences { get; } = [];

    public int Compared { get; private set; }

    /// <summary>Requests whose answer was needed as the state for others.</summary>
    public int Given { get; private set; }

    /// <summary>How often each operation was asked for that the sandbox does not serve.</summary>
    public SortedDictionary<string, int> NotServed { get; } = [];

    public async Task RunAsync(Recording recording, CancellationToken cancellationToken)
    {
        var clock = new ManualClock();
        clock.Advance(recording.Exchanges[0].Date - clock.GetUtcNow());
        var delays = Delays.None with
        {
            ResourceCreation = new(Work, Work),
            MachineCreation = new(Work, Work),
            DeploymentStart = new(Work, Work),
            Replication = new(Work, Work),
        };
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, Delays = delays }, cancellationToken);
        // The recorded subscriptions had used Lighthouse before; a new one of the sandbox has not.
        server.World.Do(world => world.Subscriptions.ForEach(s => s.RegisteredProviders.Add("Microsoft.ManagedServices")));
        using var client = new ReplayClient(server);
        await client.SignInAsync();
        var stage = new Stage(server);
        var twins = new Twins();
        var subscriptions = recording.Exchanges.Select(e => ResourceIds.Segment(new Uri(e.Uri).AbsolutePath, "subscriptions"));
        foreach (var id in subscriptions.OfType<string>().Distinct())
            twins.Add(id, server.Accounts.Publisher.SubscriptionId);

        foreach (var tenant in stage.AddManagingPrincipals(recording))
            twins.Add(tenant, server.Accounts.Consumer.TenantId);

        foreach (var group in Stage.ResourceGroups(recording).Distinct(StringComparer.OrdinalIgnoreCase))
            await client.AddResourceGroupAsync(group, cancellationToken);

        foreach (var (index, azure) in recording.Exchanges.Index())
        {
            if (azure.Status == StatusCodes.Status429TooManyRequests || (index > 0 && IsRepeat(azure, recording.Exchanges[index - 1])))
                continue;

            if (azure is { Method: "POST", IsSuccess: true, Body: { } user } && azure.Uri.EndsWith("/users", StringComparison.Ordinal))
                stage.AddUser(user);

            // What Azure had ended by then has ended here too.
            for (var i = 0; i < MostWorksInARow && !azure.IsInProgress; i++)
            {
                clock.Advance(Work);
                server.World.Do(_ => { });
            }

            var request = Operation.Name(azure.Method, azure.Uri);
            var address = Address(azure, twins, client);
            if (address is null)
            {
                CountNotServed(request);
                continue;
            }

            var body = azure.RequestBody is { } text ? client.WithOwnImage(twins.Translate(text), azure) : null;
            var shown = azure.Body is { } answer ? twins.Translate(answer.ToJsonString()) : null;
            var isGiven = stage.Prepare(azure, new Uri(address).AbsolutePath, body, shown);
            if (azure.ErrorCode == "Authorization_RequestDenied")
                await client.LoseDirectoryRoleAsync();

            var ours = await client.SendAsync(azure.Method, address, body, cancellationToken);
            if (ours.ErrorCode != azure.ErrorCode && (NotServedCodes.Contains(ours.ErrorCode ?? "") || IsUnknownSegment(ours)))
            {
                CountNotServed(request);
                continue;
            }

            if (isGiven && azure.Method == "GET")
            {
                Given++;
                continue;
            }

            Compared++;
            Differences.AddRange(Comparison.Of(azure, ours, recording.KeepsRetryAfter)
                .Select(what => new Difference(request, what, $"{recording.Name}#{index}")));
            twins.Learn(azure, ours);
        }
    }

    // A poll that tells the same again.
    private static bool IsRepeat(Exchange azure, Exchange before) =>
        azure.Method == "GET" && before.Method == "GET" && azure.Uri == before.Uri
        && azure.Body?.ToJsonString() == before.Body?.ToJsonString();

    private static bool IsUnknownSegment(Exchange answer) =>
        answer.ErrorMessage?.StartsWith("Resource not found for the segment", StringComparison.Ordinal) == true;

    private static string? Address(Exchange azure, Twins twins, ReplayClient client)
    {
        var uri = new Uri(azure.Uri);
        if (Twins.IsPoll(azure.Uri))
            return twins.Poll(azure.Uri);

        return uri.Host switch
        {
            // An old client wrote two slashes at the start, which Azure takes for one.
            "management.azure.com" => client.Arm("/" + twins.Translate(uri.PathAndQuery).TrimStart('/')),
            "graph.microsoft.com" => client.Graph(twins.Translate(uri.PathAndQuery)),
            _ => null,
        };
    }

    private void CountNotServed(string request) => NotServed[request] = NotServed.GetValueOrDefault(request) + 1;
}
