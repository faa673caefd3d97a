using System.Security;
using ImageShare.Engine.Machines;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class SpecRulesTests
{
    private const string Subnet =
        "/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/s";

    private static readonly SharedImageVMSpec s_good = new("vm-1", "rg") { AdminUserName = "azureuser" };

    public static TheoryData<string, SharedImageVMSpec> Refused() => new()
    {
        { "InvalidResourceName", s_good with { Name = "" } },
        { "InvalidResourceName", s_good with { Name = "-vm" } },
        { "InvalidResourceName", s_good with { Name = "vm 1" } },
        { "InvalidResourceName", s_good with { Name = "vm/../x" } },
        { "InvalidResourceName", s_good with { Name = new string('a', 65) } },
        { "InvalidResourceName", s_good with { Name = new string('a', 60) } },
        { "InvalidResourceName", s_good with { ResourceGroupName = "rg." } },
        { "InvalidResourceName", s_good with { ResourceGroupName = "rg/x" } },
        { "InvalidResourceName", s_good with { VirtualNetworkName = "v#" } },
        { "InvalidResourceName", s_good with { SubnetName = "s-" } },
        { "InvalidResourceName", s_good with { PublicIpAddressName = "ip?" } },
        { "InvalidResourceName", s_good with { SecurityGroupName = "nsg " } },
        { "InvalidSubscriptionId", s_good with { SubscriptionId = "mine" } },
        { "InvalidSubnetId", s_good with { SubnetId = Subnet[..^10] } },
        { "ConflictingParameters", s_good with { SubnetId = Subnet, SubnetName = "s" } },
        { "ConflictingParameters", s_good with { PublicIpAddressName = "ip", NoPublicIp = true } },
        { "ConflictingParameters", s_good with { SshKeyPath = "k", GenerateSshKey = true } },
        { "InvalidAddressPrefix", s_good with { AddressPrefix = "10.0.0.0" } },
        { "InvalidAddressPrefix", s_good with { AddressPrefix = "10.0.0.1/16" } },
        { "InvalidAddressPrefix", s_good with { AddressPrefix = "10.0.0.0/30" } },
        { "InvalidAddressPrefix", s_good with { AddressPrefix = "fd00::/48" } },
        { "InvalidAddressPrefix", s_good with { SubnetAddressPrefix = "10.1.0.0/24" } },
        { "InvalidAddressPrefix", s_good with { SubnetAddressPrefix = "10.0.0.0/8" } },
        { "InvalidZone", s_good with { Zone = "4" } },
        { "InvalidPort", s_good with { OpenPorts = [22, 0] } },
        { "InvalidPort", s_good with { OpenPorts = [65536] } },
        { "InvalidTag", s_good with { Tags = new Dictionary<string, string> { ["a/b"] = "" } } },
        { "InvalidTag", s_good with { Tags = new Dictionary<string, string> { ["a"] = new('x', 257) } } },
        { "InvalidTag", s_good with { Tags = Enumerable.Range(0, 50).ToDictionary(i => $"t{i}", _ => "") } },
        { "InvalidAdminUserName", s_good with { AdminUserName = "root" } },
        { "InvalidAdminUserName", s_good with { AdminUserName = "a b" } },
        { "InvalidAdminPassword", s_good with { AdminPassword = Secure("short1A") } },
        { "InvalidAdminPassword", s_good with { AdminPassword = Secure("alllowercaseletters") } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_refused_by_name(string code, SharedImageVMSpec spec)
    {
        var error = Assert.Throws<ImageShareException>(() => SpecRules.Check(spec));

        Assert.Equal((code, ErrorKind.InvalidArgument), (error.Code, error.Kind));
    }

    public static TheoryData<SharedImageVMSpec> Accepted() =>
    [
        s_good,
        s_good with { SubnetId = Subnet, NoPublicIp = true },
        s_good with { AddressPrefix = "192.168.0.0/24", SubnetAddressPrefix = "192.168.0.128/25" },
        s_good with { Zone = "3", OpenPorts = [22, 443], AdminPassword = Secure("Correct-Horse-1") },
        s_good with { ResourceGroupName = "Gruppe_(ä).1" },
    ];

    [Theory]
    [MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void Good_input_passes(SharedImageVMSpec spec) => Assert.Null(Record.Exception(() => SpecRules.Check(spec)));

    [Theory]
    [InlineData("web-01", false, "web-01")]
    [InlineData("web_01.x", false, "web-01.x")]
    [InlineData("web_01.x", true, "web-01-x")]
    [InlineData("a-name-too-long-for-windows", true, "a-name-too-long")]
    [InlineData("fourteen-chars-x", true, "fourteen-chars")]
    [InlineData("12345", true, "vm12345")]
    [InlineData("12345", false, "12345")]
    public void The_name_inside_is_one_that_the_system_takes(string name, bool windows, string inside) =>
        Assert.Equal(inside, ComputerName.From(name, windows));

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/24")]
    [InlineData("10.0.0.0/24", "10.0.0.0/24")]
    [InlineData("10.0.0.64/26", "10.0.0.64/26")]
    public void The_first_subnet_is_a_24_or_all_there_is(string network, string subnet) =>
        Assert.Equal(subnet, NetworkBodies.FirstSubnet(network));

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
            secure.AppendChar(c);
        return secure;
    }
}
