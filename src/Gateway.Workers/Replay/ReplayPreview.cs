using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery;
using Gateway.Workers.Outcome;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Replay;

/// <summary>
/// Tells what parked steps would do if they were issued now: the stage's own rules run, with gate, policy, directory and
/// agreements of now, in a unit of work that is never committed.
/// </summary>
internal sealed class ReplayPreview(
    IGatewayDatabase database, UnitsOfWork units, ReleaseDesk desk, ReferralRules referral, OutcomeRules outcome, DeadlineRules clocks)
{
    /// <summary>A sentence per step.</summary>
    internal async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(string stage, IReadOnlyList<Guid> steps, CancellationToken cancellation)
    {
        List<WorkItem> rows;
        await using (var store = database.Open())
            rows = await store.WorkItems.AsNoTracking().Where(s => steps.Contains(s.Id)).ToListAsync(cancellation);
        Dictionary<Guid, string> would = [];
        foreach (var row in rows)
        {
            try
            {
                would[row.Id] = await TryAsync(stage, row, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException && !database.IsUnavailable(e))
            {
                would[row.Id] = $"Would fail again: {Fault.Of("rule-failed", e).Reason}";
            }
        }

        return would;
    }

    private async Task<string> TryAsync(string stage, WorkItem step, CancellationToken cancellation)
    {
        if (stage == StageNames.Translation)
            return "Would read the file on from the first record that is not translated.";
        await using var unit = units.Open();
        if (stage == StageNames.Delivery)
            return await ReleaseAsync(unit, step, cancellation);
        IStageRules rules = stage == StageNames.Referral ? referral : stage == StageNames.Outcome ? outcome : clocks;
        var batch = await rules.LoadAsync(unit, [step], cancellation);
        return await batch.WorkAsync(step, cancellation) is WorkResult.Later ? "Would wait: something accepted before it comes first." : Summary(unit);
    }

    private async Task<string> ReleaseAsync(UnitOfWork unit, WorkItem step, CancellationToken cancellation)
    {
        var delivery = await unit.Store.Deliveries.SingleAsync(d => d.Id == step.SubjectId, cancellation);
        if (delivery.State is DeliveryState.Released)
            return $"Would bring the same bytes to {delivery.Recipient} again, under the same id.";
        if (delivery.State is not DeliveryState.Waiting)
            return "Would do nothing: it is settled.";
        await desk.ReleaseAsync(unit, [delivery], cancellation);
        return delivery.State == DeliveryState.Released ? $"Would be released to {delivery.Recipient}." : $"Would be stopped by the gate ({delivery.ReasonCode}); nothing would leave.";
    }

    private static string Summary(UnitOfWork unit)
    {
        if (unit.Store.Records.Local.FirstOrDefault(r => r.State == RecordState.SetAside) is { } aside)
            return $"Would be set aside ({aside.ReasonCode}).";
        if (unit.Store.Records.Local.FirstOrDefault(r => r.State == RecordState.Waiting) is { } waiting)
            return $"Would wait ({waiting.ReasonCode}).";
        var recipients = unit.Made<HandoverSnapshot>().Select(h => h.Recipient).ToList();
        if (recipients.Count > 0)
            return $"Would be handed over to {string.Join(", ", recipients)}.";
        if (unit.Made<ReferralSnapshot>().Concat(unit.Store.Referrals.Local).FirstOrDefault(r => r.State is ReferralState.Withheld or ReferralState.Unroutable) is { } stopped)
            return $"Would be {stopped.State.ToString().ToLowerInvariant()} ({stopped.ReasonCode}).";
        var told = unit.Made<DeliverySnapshot>().Select(d => d.Recipient).Distinct(StringComparer.Ordinal).ToList();
        return told.Count > 0 ? $"Would succeed and tell {string.Join(", ", told)}." : "Would succeed.";
    }
}
