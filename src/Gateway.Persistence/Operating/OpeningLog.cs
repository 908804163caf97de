using Gateway.Core.Accountability;

namespace Gateway.Persistence.Operating;

/// <summary>Notes openings that nothing else is written with.</summary>
internal sealed class OpeningLog(UnitsOfWork units) : IOpeningLog
{
    public Task NoteAsync(Reader reader, OpenedThing thing, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            await unit.OpenedAsync(reader, thing, purpose: null, key: null, cancellation);
            return true;
        },
        cancellation);
}
