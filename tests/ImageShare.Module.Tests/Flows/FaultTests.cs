using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>Azure fails at each step of a VM, at once or in the middle: nothing is left, and the innermost error is told.</summary>
public sealed class FaultTests
{
    private const string InText = """
        {
          "code": "DeploymentFailed", "message": "At least one resource operation failed.",
          "details": [ { "code": "Conflict", "message": "{ \"error\": { \"code\": \"AllocationFailed\", \"message\": \"No room.\" } }" } ]
        }
        """;

    public static TheoryData<string, string, bool> Steps => new()
    {
        { "networkSecurityGroups", "RequestDisallowedByPolicy", false },
        { "publicIPAddresses", "PublicIPCountLimitReached", false },
        { "virtualNetworks", "ScopeLocked", false },
        { "networkInterfaces", "SubnetIsFull", false },
        { "virtualMachines", "QuotaExceeded", false },
        { "networkSecurityGroups", "InternalServerError", true },
        { "publicIPAddresses", "InternalServerError", true },
        { "virtualNetworks", "InternalServerError", true },
        { "networkInterfaces", "InternalServerError", true },
        { "virtualMachines", "AllocationFailed", true },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_failure_leaves_nothing_behind(string kind, string code, bool inTheMiddle)
    {
        var error = inTheMiddle && kind == "virtualMachines" ? JsonNode.Parse(InText)!.AsObject()
            : new JsonObject { ["code"] = code, ["message"] = "It failed." };
        var fault = new FaultRule { Method = "PUT", Path = $"/{kind}/" };
        fault = inTheMiddle ? fault with { Fails = error } : fault with { Status = 409, Body = new JsonObject { ["error"] = error } };
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None, Faults = [fault] }, TestContext.Current.CancellationToken);
        using var desk = new Desk(server);
        desk.Run("$null = Connect-Side Publisher");

        var refusal = desk.Refusal("""
            New-SharedImageVM -Name vm -ResourceGroupName $Sandbox.Publisher.ResourceGroupName -ImageId $Sandbox.Publisher.ImageId `
                -Credential (New-Credential operator 'Correct-Horse-42') -DataDiskSizeInGb 32
            """);

        Assert.Equal($"{code},ImageShare.Commands.NewSharedImageVMCommand", refusal.FullyQualifiedErrorId);
        Assert.DoesNotContain("{", refusal.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Left(server));
        Assert.Contains(desk.Traffic, e => e.Method == "PUT" && e.Path.Contains($"/{kind}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_VMs_by_count_share_a_network_and_a_read_of_the_sizes()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
        using var desk = new Desk(server);
        desk.Run("$null = Connect-Side Publisher");
        server.Traffic.Clear();

        var names = desk.Run("""
            New-SharedImageVM web $Sandbox.Publisher.ResourceGroupName -Count 4 -ImageId $Sandbox.Publisher.ImageId `
                -Credential (New-Credential operator 'Correct-Horse-42') | ForEach-Object Name
            """).Select(name => name.ToString()).Order();

        Assert.Equal(["web-1", "web-2", "web-3", "web-4"], names);
        Assert.Single(desk.Traffic, e => e.Method == "PUT" && e.Path.Contains("/virtualNetworks/", StringComparison.Ordinal));
        Assert.Single(desk.Traffic, e => e.Method == "PUT" && e.Path.Contains("/networkSecurityGroups/", StringComparison.Ordinal));
        Assert.Single(desk.Traffic, e => e.Path.EndsWith("/skus", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_that_never_had_a_network_is_registered_for_them()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
        var subscription = server.Accounts.Publisher.SubscriptionId;
        server.World.Do(world => world.FindSubscription(subscription)!.RegisteredProviders.Remove("Microsoft.Network"));
        using var desk = new Desk(server);
        desk.Run("$null = Connect-Side Publisher");

        var state = desk.Text("""
            (New-SharedImageVM -Name vm -ResourceGroupName $Sandbox.Publisher.ResourceGroupName -ImageId $Sandbox.Publisher.ImageId `
                -Credential (New-Credential operator 'Correct-Horse-42')).ProvisioningState
            """);

        Assert.Equal("Succeeded", state);
        var registered = Assert.Single(desk.Traffic, e => e.Method == "POST" && e.IsResourceManager);
        Assert.EndsWith("/providers/Microsoft.Network/register", registered.Path, StringComparison.Ordinal);
    }

    private static List<string> Left(SandboxServer server)
    {
        var company = server.Accounts.Publisher;
        var group = $"/subscriptions/{company.SubscriptionId}/resourceGroups/{company.ResourceGroupName}";
        return server.World.Do(world => world.Resources.Under(group)
            .Where(r => !r.Type.Contains("galleries", StringComparison.Ordinal)).Select(r => r.Id).ToList());
    }
}
