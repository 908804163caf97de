using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Technicians;
using Gateway.Core.Work;

namespace Gateway.Workers.Delivery;

/// <summary>Reads an agency's feed again from a cursor, as <see cref="FeedAgainRules"/> decides. What is shown was noted before.</summary>
internal sealed class FeedAgain(IFeedStore feeds, IFeedAgainStore store, IStoreFaults faults, ICircumstances circumstances, IEventWriter writer) : IFeedAgain
{
    private const int Page = 20;

    public Task<FeedAgainPage> ReadAsync(Reader reader, string agency, long after, CancellationToken cancellation) =>
        faults.DespiteConflictsAsync(() => ReadOnceAsync(reader, agency, after, cancellation));

    private async Task<FeedAgainPage> ReadOnceAsync(Reader reader, string agency, long after, CancellationToken cancellation)
    {
        var stored = await feeds.ReadAsync(agency, after, Page, cancellation);
        var asked = stored.Items.Select(s => FeedAgainRules.Asked(s.Delivery)).ToList();
        var known = await store.LoadAsync(asked, cancellation);
        var now = circumstances.Now();
        var answers = asked.ConvertAll(d => FeedAgainRules.Decide(known, now, d, writer, reader.User));
        var shown = asked.Where((_, i) => answers[i].Decision is not null).Select(d => FeedAgainRules.Shown(known, d)).OfType<OpenedThing>().ToList();
        await store.NoteAsync(known, [.. answers.Select(a => a.Decision).OfType<Decision>()], reader, shown, cancellation);
        return new FeedAgainPage(
            [.. stored.Items.Select((s, i) => new EventAgain(
                s.Delivery.Position!.Value, s.Delivery.Id, s.Delivery.Event, answers[i].Code is null ? Envelope.Of(s.Delivery, s.Bytes.Span) : null, answers[i].Code))],
            stored.Through, stored.Rows == Page);
    }
}
