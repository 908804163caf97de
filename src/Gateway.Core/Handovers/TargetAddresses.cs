using System.Net;
using System.Net.Sockets;

namespace Gateway.Core.Handovers;

/// <summary>
/// Which addresses a call may go to when the directory allows no private ones: public addresses only. Otherwise a name of
/// an agency could lead the gateway to a machine of its own network (server-side request forgery).
/// </summary>
/// <remarks>Ranges of the IANA special-purpose registries (RFC 6890 and what it lists since).</remarks>
public static class TargetAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Everything but global unicast (2000::/3) is refused below; of that, these. 64:ff9b::/96 and 2002::/16 hold IPv4 addresses of any kind.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is public.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(NotPublic, n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !Array.Exists(NotPublic, n => n.Contains(address)),
            _ => false,
        };
    }
}
