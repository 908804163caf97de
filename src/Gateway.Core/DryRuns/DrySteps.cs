using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Core.DryRuns;

/// <summary>What each office would get of a referral: the release of step one, and, once it answers that it has registered a file, of step two.</summary>
/// <param name="now">What the agencies agreed, the time, keys.</param>
/// <param name="writer">Writes events in the recipients' formats.</param>
internal sealed class DrySteps(Circumstances now, IEventWriter writer)
{
    internal IReadOnlyList<DryRunStep> Of(Snapshots known, ReferralSnapshot referral, Statement statement)
    {
        List<DryRunStep> steps = [];
        foreach (var handover in known.Handovers.All.Where(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State)).ToList())
        {
            // A copy: the records that follow find the referral as the stages left it, answered by nobody.
            var copy = Copy(known, referral, handover, statement);
            foreach (var step in new[] { 1, 2 })
            {
                if (step == 2)
                    Register(copy, handover);
                steps.AddRange(Waiting(copy, step).ConvertAll(waiting => Release(copy, handover, waiting)));
            }
        }

        return steps;
    }

    private static ReleaseSnapshots Copy(Snapshots known, ReferralSnapshot referral, HandoverSnapshot handover, Statement statement) => new()
    {
        Clients = new SnapshotSet<ClientSnapshot>([known.Clients.Find(referral.ClientId)!]),
        Agreements = new SnapshotSet<ClientAgreement>(known.Agreements.Find(referral.AgreementId) is { } agreement ? [agreement] : []),
        Referrals = new SnapshotSet<ReferralSnapshot>([referral]),
        Handovers = new SnapshotSet<HandoverSnapshot>([handover]),
        Deliveries = new SnapshotSet<DeliverySnapshot>(known.Deliveries.All.Where(d => d.HandoverId == handover.Id)),
        Previews = null,
        Statements = new Dictionary<Guid, ReferralStatement>
        {
            [referral.Id] = new(statement.Data, (string?)statement.Data["inReplyTo"] ?? (string)statement.Data["ticket"]!),
        },
    };

    private static List<DeliverySnapshot> Waiting(Snapshots known, int step) =>
        [.. known.Deliveries.All.Where(d => d.Event == EventTypes.ReferralHandover && d.Step == step && d.State == DeliveryState.Waiting).OrderBy(d => d.Sequence)];

    /// <summary>The office answers that it has registered a file.</summary>
    private void Register(ReleaseSnapshots known, HandoverSnapshot handover)
    {
        var reply = new ReferralReply { Ticket = "dry-run", InReplyTo = handover.Id.ToString("D"), Outcome = ReplyOutcomes.Received };
        var record = new RecordSnapshot { Id = now.Keys.Next(), Agency = handover.Recipient, ReceivedAt = now.Moment.Now };
        known.Records.Add(record);
        var answer = Statement.Of(EventTypes.ReferralReply, JsonSerializer.SerializeToUtf8Bytes(reply, ContractJson.Options), reply);
        known.Take(ReplyRules.Decide(known, DryWay.Free(), now, DryWay.Item(StageNames.Outcome, record.Id), [answer]));
    }

    private DryRunStep Release(ReleaseSnapshots known, HandoverSnapshot handover, DeliverySnapshot delivery)
    {
        var noted = new NotingWriter(writer);
        var (release, fault) = ReleaseGuard.Decide(known, now, delivery, noted);
        var step = new DryRunStep(
            handover.Recipient, handover.Services.Split(',', StringSplitOptions.RemoveEmptyEntries), delivery.Step, now.Agreed.Directory.Find(handover.Recipient)!.HandoverProfile, null, "");
        if (fault is not null)
            return step with { Code = fault.Code, Says = $"Its format cannot carry the event, and the delivery would be parked: {fault.Reason}." };
        if (release.Released is not { } released)
        {
            var why = release.Decision.New<StoredDecision>().SelectMany(d => JsonSerializer.Deserialize<DecisionPart[]>(d.Parts, ContractJson.Options)!).Last();
            return step with { Code = why.Outcome, Says = DecisionSentences.Of(why.Why).ToString() };
        }

        return step with
        {
            MediaType = released.MediaType!,
            Document = release.Bytes,
            Fields = release.Decision.Effects.OfType<Effect.Released>().Single().Disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries),
            NotCarried = [.. noted.NotCarried.Select(ReleaseRules.BelowReferral).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Remembers what the recipient's format has no place for.</summary>
    private sealed class NotingWriter(IEventWriter writer) : IEventWriter
    {
        internal IReadOnlyList<string> NotCarried { get; private set; } = [];

        public WrittenEvent Write(Agency to, string eventType, JsonObject data)
        {
            var written = writer.Write(to, eventType, data);
            NotCarried = written.NotCarried;
            return written;
        }
    }
}
