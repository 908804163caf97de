using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;

namespace Gateway.Persistence.Operating;

/// <summary>Notes the heartbeat, and removes test records that have come through.</summary>
internal sealed class HeartbeatStore(UnitsOfWork units) : IHeartbeats
{
    public Task<HeartbeatNote> LookAsync(Lease lease, TimeSpan every, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var found = await HeartbeatNotes.ReadAsync(unit.Store, cancellation);
            var note = ((found ?? HeartbeatNote.Begin(unit.MachineNow)) with { Every = every })
                .Came(await ReturnedTestRecords.RemoveAsync(unit, cancellation), unit.MachineNow);
            if (note != found)
                await WriteAsync(unit, lease, note, cancellation);
            return note;
        },
        cancellation);

    public Task<HeartbeatNote> SentAsync(Lease lease, long number, Guid submission, DateTimeOffset at, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var note = (await HeartbeatNotes.ReadAsync(unit.Store, cancellation) ?? HeartbeatNote.Begin(unit.MachineNow)).Sent(number, submission, at);
            await WriteAsync(unit, lease, note, cancellation);
            return note;
        },
        cancellation);

    public Task SwitchOffAsync(CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await HeartbeatNotes.ReadAsync(unit.Store, cancellation) is not { } note || note.Every == TimeSpan.Zero)
                return false;
            await HeartbeatNotes.WriteAsync(unit, note with { Every = TimeSpan.Zero }, cancellation);
            return true;
        },
        cancellation);

    private static async Task WriteAsync(UnitOfWork unit, Lease lease, HeartbeatNote note, CancellationToken cancellation)
    {
        await HeartbeatNotes.WriteAsync(unit, note, cancellation);
        unit.First(LeaseStore.Hold(lease));
    }
}
