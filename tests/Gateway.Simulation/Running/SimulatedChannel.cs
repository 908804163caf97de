using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Simulation.Running;

/// <summary>How an office's own side stands.</summary>
internal enum Side
{
    Up,
    Slow,
    Refuses,
    BreaksOff,
    Throws,
    Away,
}

/// <summary>
/// A channel that the gateway writes to, as files, a broker or a webhook behave: it takes the bytes, refuses them, is slow beyond
/// every lease, or breaks off with the bytes taken or not.
/// </summary>
/// <param name="kind">Kind.</param>
/// <param name="process">The process that sends.</param>
/// <param name="outside">What lies outside of the gateway.</param>
/// <param name="machine">Machine time.</param>
internal sealed class SimulatedChannel(ChannelKind kind, GatewayProcess process, IOutside outside, FakeTimeProvider machine) : IOutbound
{
    public ChannelKind Kind => kind;

    public TimeSpan Sleep => TimeSpan.FromSeconds(20);

    public void Await(string recipient)
    {
        // It rests so long that nobody needs to wake it.
    }

    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) =>
        Task.FromResult(kind == ChannelKind.Amqp ? new Room(3 - onTheWay, IsShared: true) : null);

    public async Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        await Task.Yield();
        var (id, to) = (attempt.Delivery.Id, attempt.Delivery.Recipient);
        outside.Sending(process, id, to);
        switch (outside.SideOf(to))
        {
            case Side.Slow:
                await Task.Delay(outside.Slowness(), machine, CancellationToken.None);
                break;
            case Side.Refuses:
                return new AttemptResult(Departure.NotLeft, new Fault("refused", "the office refuses it"));
            case Side.Away:
                return AttemptResult.ChannelAway;
            case Side.BreaksOff:
                if (outside.Heads())
                    outside.Arrived(attempt.Delivery, attempt.Bytes);
                return AttemptResult.BrokeOff;
            case Side.Throws:
                throw new IOException("The channel broke.");
            default:
                break;
        }

        outside.Arrived(attempt.Delivery, attempt.Bytes);
        await Task.Yield();
        return AttemptResult.Left;
    }
}

/// <summary>What lies outside of the gateway, as its channels meet it.</summary>
internal interface IOutside
{
    Side SideOf(string office);

    TimeSpan Slowness();

    bool Heads();

    /// <summary>An attempt begins: its release is committed.</summary>
    void Sending(GatewayProcess process, Guid delivery, string recipient);

    /// <summary>Bytes are outside.</summary>
    void Arrived(DeliverySnapshot delivery, ReadOnlyMemory<byte> bytes);
}
