using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Workers.Delivery;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>A channel of the gateway, watched on its way to the vendor's system.</summary>
internal sealed class WatchedOutbound(IOutbound inner, VendorLine line) : IOutbound
{
    /// <summary>How long a lost event rests.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>The gateway's own channel.</summary>
    internal IOutbound Inner => inner;

    public ChannelKind Kind => inner.Kind;

    public TimeSpan Sleep => inner.Sleep;

    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => inner.RoomAsync(recipient, onTheWay, cancellation);

    public void Await(string recipient) => inner.Await(recipient);

    public async Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        // What is only announced is noted when it is fetched.
        if (attempt.Delivery.Recipient != line.Vendor || attempt.Announces)
            return await inner.SendAsync(attempt, cancellation);
        var departed = line.Note(Envelope.Of(attempt.Delivery, attempt.Bytes.Span), attempt);
        var fate = line.FateOf(departed.Event);
        if (fate == Fate.Lost)
            return AttemptResult.BrokeOff with { Rest = Rest };
        var result = fate == Fate.Twice ? await TwiceAsync(attempt, cancellation) : await inner.SendAsync(attempt, cancellation);
        departed.Taken |= result.Departure == Departure.Left;
        return result;
    }

    /// <summary>Calls at the same moment; a file can only be written once more.</summary>
    private async Task<AttemptResult> TwiceAsync(Attempt attempt, CancellationToken cancellation)
    {
        if (Kind == ChannelKind.File)
        {
            await inner.SendAsync(attempt, cancellation);
            return await inner.SendAsync(attempt, cancellation);
        }

        var both = await Task.WhenAll(inner.SendAsync(attempt, cancellation), inner.SendAsync(attempt, cancellation));
        return both.FirstOrDefault(r => r.Departure != Departure.Left) ?? both[0];
    }
}
