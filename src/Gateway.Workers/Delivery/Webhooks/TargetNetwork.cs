using System.Net;
using System.Net.Sockets;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>Names and connections, as the machine gives them.</summary>
internal interface ITargetNetwork
{
    /// <summary>Addresses of a name.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation);

    /// <summary>Connects to exactly this address.</summary>
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellation);
}

/// <summary>The machine's own network.</summary>
internal sealed class TargetNetwork : ITargetNetwork
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation) => await Dns.GetHostAddressesAsync(host, cancellation);

    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name of a target leads to an address that the directory does not allow.</summary>
internal sealed class TargetNotAllowedException() : Exception("The target's name leads to a private address.");
