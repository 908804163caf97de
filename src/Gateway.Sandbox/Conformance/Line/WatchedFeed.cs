using Gateway.Contracts;
using Gateway.Core.Reading;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>The gateway's feeds, watched where the vendor's system reads.</summary>
internal sealed class WatchedFeed(IFeed inner, VendorLine line, TimeProvider machine) : IFeed
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<FeedPage?> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation)
    {
        if (agency != line.Vendor)
            return await inner.ReadAsync(agency, after, take, wait, cancellation);
        var deadline = machine.GetUtcNow() + wait;
        while (true)
        {
            if (await inner.ReadAsync(agency, after, take, TimeSpan.Zero, cancellation) is not { } page)
                return null;
            var seen = Seen(page);
            if (seen.Items.Count > 0 || machine.GetUtcNow() >= deadline)
                return seen;
            await Task.Delay(Look, machine, cancellation);
        }
    }

    public async Task<FetchedEvent?> FetchAsync(string agency, Guid id, CancellationToken cancellation)
    {
        var fetched = await inner.FetchAsync(agency, id, cancellation);
        if (agency == line.Vendor && fetched?.Event is { } item)
        {
            line.Note(item, attempt: null).Taken = true;
            // It is fetched, whatever becomes of it: but a case may change what the calls after it meet.
            line.FateOf(item);
        }

        return fetched;
    }

    public async Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation)
    {
        var known = await inner.AcknowledgeAsync(agency, position, cancellation);
        if (known && agency == line.Vendor)
            line.Confirmed(position);
        return known;
    }

    private FeedPage Seen(FeedPage page)
    {
        List<CloudEvent> items = [];
        foreach (var item in page.Items)
        {
            var departed = line.Note(item, attempt: null);
            departed.Position = page.Next;
            items.AddRange(line.FateOf(item) == Fate.Twice ? [item, item] : [item]);
        }

        while (line.TryTake(out var further))
        {
            line.Note(further!, attempt: null).Position = page.Next;
            items.Add(further!);
        }

        return page with { Items = items };
    }
}
