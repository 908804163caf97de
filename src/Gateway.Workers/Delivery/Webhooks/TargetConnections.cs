using System.Net;
using System.Net.Sockets;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>
/// Connections to one target. The name is resolved once for a connection, the addresses are checked, and one of those very addresses
/// is connected to: a name that leads elsewhere when it is asked again changes nothing (DNS rebinding).
/// </summary>
internal sealed class TargetConnections(WebhookTarget target, ITargetNetwork network)
{
    /// <summary>Kilobytes of headers and bytes of a body that are read at most; a body is discarded.</summary>
    private const int LongestHeaders = 16;
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan DiscardWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ResolveAgainAfter = TimeSpan.FromMinutes(2);

    /// <summary>A handler that follows no redirect, keeps no cookie, asks no proxy and reads no more of an answer than is needed.</summary>
    internal SocketsHttpHandler Handler(int most) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxConnectionsPerServer = most,
        MaxResponseHeadersLength = LongestHeaders,
        MaxResponseDrainSize = LongestBody,
        ResponseDrainTimeout = DiscardWithin,
        PooledConnectionLifetime = ResolveAgainAfter,
        ConnectCallback = (context, cancellation) => new ValueTask<Stream>(ConnectAsync(context.DnsEndPoint, cancellation)),
    };

    private async Task<Stream> ConnectAsync(DnsEndPoint name, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(name.Host, out var literal) ? [literal] : await network.ResolveAsync(name.Host, cancellation);
        if (!target.Private && addresses.Any(a => !TargetAddresses.IsPublic(a.GetAddressBytes())))
            throw new TargetNotAllowedException();
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await network.ConnectAsync(new IPEndPoint(address, name.Port), cancellation);
            }
            catch (SocketException e)
            {
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}
