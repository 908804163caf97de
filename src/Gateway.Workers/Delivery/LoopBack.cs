using System.Text.Json;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;

namespace Gateway.Workers.Delivery;

/// <summary>The channel back to the gateway itself: what was released is read here, and has arrived.</summary>
internal sealed class LoopBack : IOutbound
{
    public ChannelKind Kind => ChannelKind.Gateway;

    public TimeSpan Sleep => TimeSpan.FromSeconds(5);

    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => Task.FromResult<Room?>(null);

    public void Await(string recipient)
    {
        // There is always room.
    }

    /// <summary>Reads the event like an office would; one that cannot be read is a fault of its own.</summary>
    public Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        using var read = JsonDocument.Parse(attempt.Bytes);
        return Task.FromResult(read.RootElement.GetProperty("inReplyTo").GetString() is { Length: > 0 }
            ? AttemptResult.Left
            : throw new JsonException("The event names no referral."));
    }
}
