using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Network;

/// <summary>An address prefix in CIDR notation.</summary>
internal sealed class AddressRange
{
    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network, string text) => (_network, Text) = (network, text);

    public string Text { get; }

    public int PrefixLength => _network.PrefixLength;

    public bool IsIPv4 => _network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;

    public static AddressRange Parse(string text, string resourceId)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out var address) || !int.TryParse(parts[1], out var length)
            || length < 0 || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            throw ArmErrors.Network(
                "InvalidAddressPrefixFormat",
                $"Address prefix {text} of resource {resourceId} is not formatted correctly. It should follow CIDR notation, for example "
                + "10.0.0.0/24.");
        }

        // Some runtimes take bits after the prefix and clear them; Azure does not.
        return IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(address)
            ? new AddressRange(network, text)
            : throw ArmErrors.Network(
                "InvalidCIDRNotation",
                $"The address prefix {text} in resource {resourceId} has an invalid CIDR notation. For the given prefix length, the "
                + $"address prefix should be {Base(address, length)}/{length}.");
    }

    public bool Contains(AddressRange other) => other.PrefixLength >= PrefixLength && _network.Contains(other._network.BaseAddress);

    public bool Contains(IPAddress address) => _network.Contains(address);

    public bool Overlaps(AddressRange other) => Contains(other._network.BaseAddress) || other.Contains(_network.BaseAddress);

    /// <summary>Addresses that a machine can have: Azure keeps the first four and the last.</summary>
    public IEnumerable<IPAddress> Usable()
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(_network.BaseAddress.GetAddressBytes());
        var last = first + (uint)((1UL << (32 - PrefixLength)) - 1);
        for (var address = first + 4; address < last; address++)
            yield return FromNumber(address);
    }

    public static IPAddress FromNumber(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    private static IPAddress Base(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));

        return new IPAddress(bytes);
    }
}
