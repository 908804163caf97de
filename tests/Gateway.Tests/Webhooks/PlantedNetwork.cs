using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Workers.Delivery.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Webhooks;

/// <summary>
/// A network whose names lead where a test says, another address each time it is asked; connections of whatever address end at the test's
/// own server.
/// </summary>
internal sealed class PlantedNetwork(int port, params IReadOnlyList<IPAddress>[] answers) : ITargetNetwork
{
    private int _asked;

    /// <summary>How often a name was asked for.</summary>
    public int Asked => _asked;

    /// <summary>Addresses that were connected to.</summary>
    public ConcurrentQueue<IPAddress> Connected { get; } = new();

    public void Register(IServiceCollection services)
    {
        services.Remove(services.Single(d => d.ServiceType == typeof(ITargetNetwork)));
        services.AddSingleton<ITargetNetwork>(this);
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation) =>
        Task.FromResult(answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1]);

    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellation)
    {
        Connected.Enqueue(address.Address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
