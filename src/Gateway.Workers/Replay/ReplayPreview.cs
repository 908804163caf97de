using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Workers.Replay;

/// <summary>
/// Tells what parked work items would do if they were issued now: the stage's own decisions, with gate, policy, directory
/// and agreements of now. Nothing is written.
/// </summary>
internal sealed class ReplayPreview(IStageStore stages, IReleaseStore releases, IEventWriter writer, ICircumstances circumstances, IStoreFaults faults)
{
    /// <summary>A sentence per work item.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Sentence>> ReadAsync(string stage, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        Dictionary<Guid, Sentence> would = [];
        foreach (var item in items)
        {
            try
            {
                would[item] = await TellAsync(stage, item, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException && !faults.IsUnavailable(e))
            {
                would[item] = ForecastSentences.FailsAgain.With(Fault.OfRule(e).Reason);
            }
        }

        return would;
    }

    private async Task<Sentence> TellAsync(string stage, Guid item, CancellationToken cancellation)
    {
        var now = circumstances.Now();
        switch (stage)
        {
            case StageNames.Translation:
                return ForecastSentences.ReadsOn;
            case StageNames.Delivery:
                return await ReleaseAsync(item, now, cancellation);
            case StageNames.Clocks:
                var (work, known) = await stages.LoadDeadlinesAsync(IStageStore.ForPreview, [item], cancellation);
                return work is [var due] ? Summary(DeadlineRules.Decide(known, now, due)) : Settled;
            case StageNames.Referral:
                var stated = await stages.LoadStatementsAsync(IStageStore.ForPreview, [item], cancellation);
                return stated.Items is [var statement]
                    ? Summary(StatementRules.Decide(stated.Known, stated.Order, now, statement, stated.Statements.GetValueOrDefault(statement.SubjectId)))
                    : Settled;
            default:
                var replied = await stages.LoadRepliesAsync(IStageStore.ForPreview, [item], cancellation);
                return replied.Items is [var reply]
                    ? Summary(ReplyRules.Decide(replied.Known, replied.Order, now, reply, replied.Statements.GetValueOrDefault(reply.SubjectId)))
                    : Settled;
        }
    }

    private static readonly Sentence Settled = ForecastSentences.Nothing;

    private async Task<Sentence> ReleaseAsync(Guid item, Circumstances now, CancellationToken cancellation)
    {
        var load = await releases.LoadDeliveriesAsync(IStageStore.ForPreview, [item], cancellation);
        if (load.Items is not [var work] || load.Known.Deliveries.Find(work.SubjectId) is not { State: DeliveryState.Waiting or DeliveryState.Parked or DeliveryState.Released } delivery)
            return Settled;
        // As the replay would issue it.
        var again = delivery with { State = delivery.Payload is null ? DeliveryState.Waiting : DeliveryState.Released };
        var result = ReleaseRules.Decide(load.Known, now, again, writer);
        if (result.Released is null)
            return ForecastSentences.Stopped.With(result.Decision.After<DeliverySnapshot>().Last().ReasonCode);
        return again.State == DeliveryState.Released
            ? ForecastSentences.BringsAgain.With(delivery.Recipient)
            : ForecastSentences.Releases.With(delivery.Recipient);
    }

    private static Sentence Summary(Decision decision)
    {
        if (decision.Outcome is ItemOutcome.Later)
            return ForecastSentences.WaitsItsTurn;
        var record = decision.After<RecordSnapshot>().LastOrDefault();
        if (record is { State: RecordState.SetAside })
            return ForecastSentences.SetsAside.With(record.ReasonCode);
        if (record is { State: RecordState.Waiting })
            return ForecastSentences.Waits.With(record.ReasonCode);
        var recipients = decision.New<HandoverSnapshot>().Select(h => h.Recipient).ToList();
        if (recipients.Count > 0)
            return ForecastSentences.HandsOver.With(string.Join(", ", recipients));
        if (decision.After<ReferralSnapshot>().FirstOrDefault(r => r.State is ReferralState.Withheld or ReferralState.Unroutable) is { } stopped)
            return ForecastSentences.StateOf.With(stopped.State.ToString().ToLowerInvariant(), stopped.ReasonCode);
        var told = decision.New<DeliverySnapshot>().Select(d => d.Recipient).Distinct(StringComparer.Ordinal).ToList();
        return told.Count > 0 ? ForecastSentences.Tells.With(string.Join(", ", told)) : ForecastSentences.Succeeds;
    }
}
