using System.Globalization;

namespace Gateway.Core.Handovers;

/// <summary>
/// Which addresses a call may go to when the directory allows no private ones: public addresses only. Otherwise a name of
/// an agency could lead the gateway to a machine of its own network (server-side request forgery).
/// </summary>
/// <remarks>Ranges of the IANA special-purpose registries (RFC 6890 and what it lists since).</remarks>
public static class TargetAddresses
{
    private const int Version4 = 4;
    private const int Version6 = 16;

    private static readonly (byte[] Prefix, int Bits)[] NotPublic4 =
    [
        V4("0.0.0.0", 8), V4("10.0.0.0", 8), V4("100.64.0.0", 10), V4("127.0.0.0", 8), V4("169.254.0.0", 16), V4("172.16.0.0", 12), V4("192.0.0.0", 24), V4("192.0.2.0", 24),
        V4("192.88.99.0", 24), V4("192.168.0.0", 16), V4("198.18.0.0", 15), V4("198.51.100.0", 24), V4("203.0.113.0", 24), V4("224.0.0.0", 4), V4("240.0.0.0", 4),
    ];

    /// <summary>Global unicast; whatever else there is (loopback, link-local, unique local, multicast, 64:ff9b::/96) is not public.</summary>
    private static readonly (byte[] Prefix, int Bits) Public6 = V6("2000", 3);

    /// <summary>Of that, what is set aside: protocol assignments, documentation, and 2002::/16, which holds IPv4 addresses of any kind.</summary>
    private static readonly (byte[] Prefix, int Bits)[] NotPublic6 = [V6("2001", 23), V6("20010DB8", 32), V6("2002", 16), V6("3FFF", 20)];

    private static readonly (byte[] Prefix, int Bits) Mapped4 = V6("00000000000000000000FFFF", 96);

    /// <summary>Whether an address is public.</summary>
    /// <param name="address">Its 4 or 16 bytes, as they stand on the wire.</param>
    public static bool IsPublic(ReadOnlySpan<byte> address)
    {
        if (address.Length == Version6 && IsIn(address, Mapped4))
            address = address[^Version4..];
        return address.Length switch
        {
            Version4 => !IsInOneOf(address, NotPublic4),
            Version6 => IsIn(address, Public6) && !IsInOneOf(address, NotPublic6),
            _ => false,
        };
    }

    private static bool IsInOneOf(ReadOnlySpan<byte> address, (byte[] Prefix, int Bits)[] ranges)
    {
        foreach (var range in ranges)
        {
            if (IsIn(address, range))
                return true;
        }

        return false;
    }

    private static bool IsIn(ReadOnlySpan<byte> address, (byte[] Prefix, int Bits) range)
    {
        var whole = range.Bits / 8;
        var rest = 8 - (range.Bits % 8);
        return address[..whole].SequenceEqual(range.Prefix.AsSpan(0, whole)) && (rest == 8 || address[whole] >> rest == range.Prefix[whole] >> rest);
    }

    private static (byte[] Prefix, int Bits) V4(string address, int bits) => ([.. address.Split('.').Select(p => byte.Parse(p, CultureInfo.InvariantCulture))], bits);

    private static (byte[] Prefix, int Bits) V6(string begins, int bits) => (Convert.FromHexString(begins.PadRight(2 * Version6, '0')), bits);
}
