using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>A process that is killed in the middle of a VM: the same command, run again, finishes it.</summary>
public sealed class KilledRunTests
{
    [Theory]
    [InlineData("virtualNetworks")]
    [InlineData("networkInterfaces")]
    [InlineData("virtualMachines")]
    public async Task The_same_command_finishes_what_a_killed_one_began(string killedAt)
    {
        var stop = TestContext.Current.CancellationToken;
        var delays = Delays.None with { ResourceCreation = DelayRange.Seconds(1, 1), MachineCreation = DelayRange.Seconds(3, 3) };
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Delays = delays }, stop);
        var company = server.Accounts.Publisher;
        using var operatorOfVMs = Person.AdministratorOf(company, server);
        var command = $$"""
            $password = [System.Net.NetworkCredential]::new('', 'Correct-Horse-42').SecurePassword
            $vm = New-SharedImageVM -Name vm -ResourceGroupName {{company.ResourceGroupName}} -ImageId {{company.ImageId}} `
                -Credential ([pscredential]::new('operator', $password)) -DataDiskSizeInGb 32 -WarningAction SilentlyContinue
            "$($vm.ProvisioningState) $($null -ne $vm.PublicIpAddress) $($null -ne $vm.PrivateIpAddress)"
            """;

        using (var killed = operatorOfVMs.Start(command))
        {
            while (!server.Traffic.Entries.Any(e => e.Method == "PUT" && e.Path.Contains($"/{killedAt}/", StringComparison.Ordinal)))
                await Task.Delay(20, stop);
            killed.Kill();
            await killed.WaitForExitAsync(stop);
        }

        Assert.Equal(["Succeeded True True"], await operatorOfVMs.RunAsync(command));
        var group = $"/subscriptions/{company.SubscriptionId}/resourceGroups/{company.ResourceGroupName}";
        var made = server.World.Do(world => world.Resources.Under(group)
            .Where(r => !r.Type.Contains("galleries", StringComparison.Ordinal)).Select(r => r.Type.Split('/')[^1]).Order().ToList());
        string[] network = ["networkInterfaces", "networkSecurityGroups", "publicIPAddresses", "subnets"];
        Assert.Equal(["disks", "disks", .. network, "virtualMachines", "virtualNetworks"], made);
        Assert.DoesNotContain(server.Traffic.Entries, e => e.Method == "DELETE");
    }
}
