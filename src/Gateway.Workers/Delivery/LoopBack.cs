using System.Text.Json;
using Gateway.Core.Directory;

namespace Gateway.Workers.Delivery;

/// <summary>The way back to the gateway itself, for its own test client: what was released is read here, and has arrived.</summary>
internal sealed class LoopBack : IOutbound
{
    /// <summary>The test client's; it is chosen by its recipient, not by this.</summary>
    public ChannelKind Kind => TestAgency.Entry.Channel;

    public TimeSpan Sleep => TimeSpan.FromSeconds(5);

    public Task<long?> RoomAsync(string recipient, CancellationToken cancellation) => Task.FromResult<long?>(null);

    public void Await(string recipient)
    {
        // There is always room.
    }

    /// <summary>Reads the event like an office would; one that cannot be read is a fault of its own.</summary>
    public Task<bool> SendAsync(Parcel parcel, CancellationToken cancellation)
    {
        using var read = JsonDocument.Parse(parcel.Bytes);
        return Task.FromResult(read.RootElement.GetProperty("inReplyTo").GetString() is { Length: > 0 });
    }
}
