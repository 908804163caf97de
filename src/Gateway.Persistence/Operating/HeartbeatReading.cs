using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Says when the gateway's own test record last came through, and where it hangs when it is late.</summary>
internal static class HeartbeatReading
{
    /// <summary>Reads it.</summary>
    /// <param name="store">Store.</param>
    /// <param name="began">Since when this process looks: while nothing ran, nothing could come through.</param>
    /// <param name="now">Machine time, UTC.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task<(Core.Operating.Heartbeat? Heartbeat, Alarm? Late)> ReadAsync(
        GatewayContext store, DateTimeOffset began, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await HeartbeatNotes.ReadAsync(store, cancellation) is not { } note || note.Every == TimeSpan.Zero)
            return (null, null);
        var heartbeat = new Core.Operating.Heartbeat(note.CameAt, note.Took);
        var since = note.CameAt > began ? note.CameAt.Value : began;
        return now - since <= note.Patience
            ? (heartbeat, null)
            : (heartbeat, new Alarm(
                AlarmClass.Wake, AlarmCodes.HeartbeatLate, "The gateway's own test record has not come through for {0} min; it hangs at: {1}.",
                [(int)(now - since).TotalMinutes, await StageAsync(store, note, cancellation)], "/dashboard/flow"));
    }

    private static async Task<string> StageAsync(GatewayContext store, HeartbeatNote note, CancellationToken cancellation)
    {
        if (note.Submission is not { } submission || !await store.Submissions.AnyAsync(s => s.Id == submission, cancellation))
            return "intake";
        if (await store.Records.AsNoTracking().FirstOrDefaultAsync(r => r.SubmissionId == submission, cancellation) is not { } record)
            return StageNames.Translation;
        if (record.State == RecordState.SetAside)
            return "set aside";
        if (record.ReferralId is not { } referral)
            return StageNames.Referral;
        return await store.Deliveries.AnyAsync(d => d.ReferralId == referral && d.Recipient == TestAgency.Id, cancellation) ? StageNames.Delivery : StageNames.Clocks;
    }
}
