using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Life;
using Gateway.Core.Plans;
using Gateway.Core.Privacy;
using Gateway.Core.Reconciliation;
using Gateway.Core.Referrals;
using Gateway.Core.Returns;
using Gateway.Core.Rights;
using Gateway.Core.Tasks;
using Gateway.Core.Technicians;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>
/// The release: decided just before bytes leave, at every attempt. The gate is asked about everything as it is now, the
/// bytes are made, and the disclosure is written with them. Bytes that were released and did not leave go through it again.
/// </summary>
public static class ReleaseRules
{
    /// <summary>Reason code of what does not leave because its route has ended.</summary>
    public const string Ended = "ended";

    /// <summary>What a release came to.</summary>
    /// <param name="Decision">Its effects.</param>
    /// <param name="Released">The delivery as released; null when it does not leave.</param>
    /// <param name="Bytes">Bytes that leave after the commit.</param>
    public sealed record Result(Decision Decision, DeliverySnapshot? Released, ReadOnlyMemory<byte> Bytes);

    /// <summary>Decides one delivery.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="delivery">The delivery, waiting or released without having left for certain.</param>
    /// <param name="writer">Writes the event in the recipient's format.</param>
    /// <param name="position">Position in the recipient's feed that a release gets; null: it is brought to the recipient.</param>
    /// <exception cref="Exception">The event cannot be made for a technical reason. The delivery is parked; nothing is decided about the client.</exception>
    public static Result Decide(ReleaseSnapshots known, Circumstances circumstances, DeliverySnapshot delivery, IEventWriter writer, long? position = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(circumstances);
        writer = writer.Under(circumstances.Agreed);
        var draft = new Draft(known, circumstances, delivery.TraceParent);
        if (IsUnreadable(known, delivery))
            throw new InvalidDataException("What the delivery is made from cannot be opened.");
        if (delivery.IsReturn)
            return ReturnRules.Release(draft, known, delivery, writer, position);
        if (delivery.IsTask)
            return TaskEvents.Release(draft, known, delivery, writer, position);
        if (delivery.IsCounts)
            return CountNotices.Release(draft, known, delivery, writer, position);
        if (delivery.IsTest)
            return TestEventRules.Release(draft, delivery, known, writer, position);
        if (delivery.IsErasureNotice)
            return ErasureNotices.Release(draft, known, delivery, writer, position);
        if (known.Referrals.Find(delivery.ReferralId) is not { } referral || known.Erased.Contains(delivery.ClientId) || !known.Statements.TryGetValue(referral.Id, out var statement))
            return Block(draft, delivery, DecisionSentences.Erased, new Explanation { Rule = DecisionSentences.Erased, Says = DecisionSentences.Erased });
        var from = draft.Agreed.Directory.Party(delivery.From);
        var to = draft.Agreed.Directory.Party(delivery.Recipient);
        if (from is null || to is null)
            return Block(draft, delivery, WithheldCodes.RecipientNotLive, new Explanation { Rule = WithheldCodes.RecipientNotLive, Says = WithheldCodes.RecipientNotLive });
        if (draft.Clients.Find(delivery.ClientId) is { Deceased: true } && !IsStop(delivery))
            return Block(draft, delivery, Ended, new Explanation { Rule = Ended, Says = Ended });
        if (OwnNotice.Is(delivery.Event, from, to))
            return Release(draft, known, delivery, referral, statement, to, new Grant(OwnNotice.Fields, OwnNotice.Name, OwnNotice.Name, position), writer);
        if (HasEnded(draft, delivery) || (delivery.Event == EventTypes.PlanChanged && !JointPlan.Concerns(draft, delivery, referral)))
            return Block(draft, delivery, Ended, new Explanation { Rule = Ended, Says = Ended });
        if (IsSuperseded(draft, delivery))
            return Block(draft, delivery, DecisionSentences.Superseded, new Explanation { Rule = DecisionSentences.Superseded, Says = DecisionSentences.Superseded });
        return ReleaseGate.Decide(Case(draft, delivery, referral, from, to), draft.Agreed) switch
        {
            Release.Allowed allowed => Release(
                draft, known, delivery, referral, statement, to, new Grant(allowed.View.Fields, allowed.View.Manifest, allowed.Basis.Reference, position) { NotShown = allowed.NotShown }, writer),
            Release.Blocked blocked => Block(draft, delivery, blocked.Code, blocked.Why),
            var other => throw new InvalidOperationException($"The gate answered {other.GetType().Name}."),
        };
    }

    private static bool IsUnreadable(ReleaseSnapshots known, DeliverySnapshot delivery) =>
        known.Unreadable.Contains(delivery.ClientId) || known.Unreadable.Contains(delivery.ReferralId) || (delivery.HandoverId is { } part && known.Unreadable.Contains(part));

    private static bool HasEnded(Draft draft, DeliverySnapshot delivery) =>
        delivery.Event == EventTypes.ReferralHandover && draft.Handovers.Find(delivery.HandoverId) is null or { State: HandoverState.Cancelled or HandoverState.Stopped or HandoverState.NotAccepted or HandoverState.NotStarted };

    private static bool IsSuperseded(Draft draft, DeliverySnapshot delivery) =>
        delivery.Event == EventTypes.ReferralHandover && draft.Deliveries.All.Any(d =>
            d.HandoverId == delivery.HandoverId && d.Event == delivery.Event && d.Step == delivery.Step && d.Revision > delivery.Revision
            && d.State is DeliveryState.Released or DeliveryState.Confirmed);

    private static ReleaseCase Case(Draft draft, DeliverySnapshot delivery, ReferralSnapshot referral, Agency from, Agency to) => new()
    {
        Event = delivery.Event,
        Step = delivery.Step,
        Purpose = referral.Purpose,
        BasisReference = referral.BasisReference ?? "",
        From = from,
        To = to,
        Collaboration = draft.Agreed.Sites.Find(referral.Collaboration),
        Agreement = draft.Agreements.Find(referral.AgreementId)?.Standing,
        Services = ServicesOf(draft, delivery),
        Shown = Preview.Shown(draft.Known, draft.Agreements.Find(referral.AgreementId), to.Id, delivery.Step),
        // To tell an office to stop is never stopped by what protects the client.
        Client = IsStop(delivery) ? ClientStanding.Free : draft.Clients.Get(delivery.ClientId).Standing,
        Today = draft.TodayAt(referral.Agency),
    };

    /// <summary>What the event is about: of a plan the services of every part.</summary>
    private static string[] ServicesOf(Draft draft, DeliverySnapshot delivery)
    {
        var services = delivery.Event == EventTypes.PlanChanged
            ? string.Join(',', draft.Handovers.All.Where(h => h.ReferralId == delivery.ReferralId).Select(h => h.Services))
            : draft.Handovers.Find(delivery.HandoverId)?.Services;
        return services?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>Whether it tells an office to stop.</summary>
    internal static bool IsStop(DeliverySnapshot delivery) => delivery.IsStopNotice || delivery.Status == CoarseStatuses.Cancelled;

    private static Result Release(
        Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, ReferralSnapshot referral, ReferralStatement statement, Agency to, Grant grant, IEventWriter writer)
    {
        // A withdrawal, a restriction, a correction or a cancellation at the same moment and this release see each other.
        var agreement = draft.Agreements.Find(referral.AgreementId);
        draft.RelyOn(draft.Clients.Get(delivery.ClientId));
        if (agreement is not null)
            draft.RelyOn(agreement);
        if (draft.Handovers.Find(delivery.HandoverId) is { } part && delivery.Event == EventTypes.ReferralHandover)
            draft.RelyOn(part);
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, grant.Position);
        var (data, fields) = delivery.Event switch
        {
            EventTypes.ReferralHandover => EventBuilder.Handover(draft.Agreed, delivery, draft.Handovers.Get(delivery.HandoverId!.Value), StatedSince.Of(statement.Data, draft.LifeOf(delivery.ClientId), referral.SourceTime, draft.Agreed.Directory.DayAt(referral.Agency, referral.SourceTime), draft.TodayAt(referral.Agency)), grant.Fields, to, draft.Moment.Now),
            EventTypes.PlanChanged => EventBuilder.Plan(draft.Agreed, delivery, referral, JointPlan.Parts(draft, referral), statement.Ticket, grant.Fields, draft.Moment),
            _ => EventBuilder.Status(draft.Agreed, delivery, referral, draft.Handovers.Find(delivery.HandoverId), statement.Ticket, CaseNumber(known, delivery), grant.Fields, draft.Moment.Now),
        };
        var written = writer.Write(to, delivery.Event, data);
        TellNarrower(draft, delivery, referral, statement, grant);
        return Leaving.First(
            draft, delivery, to, written, fields.Except(written.NotCarried.Select(BelowReferral), StringComparer.Ordinal),
            new Leaving.Grounds(referral.Purpose, grant.Basis, grant.Manifest, agreement), grant.Position);
    }

    private static string? CaseNumber(ReleaseSnapshots known, DeliverySnapshot delivery) =>
        delivery.HandoverId is { } id ? known.CaseNumbers.GetValueOrDefault(id) : null;

    /// <summary>Fields of a handover are named below the referral; what its format has no place for is named below the event.</summary>
    internal static string BelowReferral(string path) => path.StartsWith("referral.", StringComparison.Ordinal) ? path["referral.".Length..] : path;

    /// <summary>
    /// Nothing leaves. Bytes of an earlier attempt may have left: then the disclosure stays, as one of which nobody can tell
    /// whether it arrived.
    /// </summary>
    private static Result Block(Draft draft, DeliverySnapshot delivery, string code, Explanation why)
    {
        draft.Deliveries.Change(delivery.Id, d => d with { State = DeliveryState.Blocked, ReasonCode = code });
        draft.Add(new StoredDecision
        {
            Id = draft.NewKey(), ReferralId = delivery.ReferralId, At = draft.Moment.Now, Contracts = draft.Agreed.Version,
            Parts = JsonSerializer.Serialize<DecisionPart[]>([new DecisionPart("release", code, why)], ContractJson.Options),
        });
        draft.Audit("delivery.blocked", "gateway", delivery.Id, new { code });
        if (draft.Referrals.Find(delivery.ReferralId) is { } referral)
            Withhold(draft, delivery, referral, code, why);
        return new Result(draft.Decided(ItemOutcome.Completed), null, default);
    }

    /// <summary>What a block means for the referral: a task on the gateway's desk, and the part's end when nothing ever left to its office.</summary>
    private static void Withhold(Draft draft, DeliverySnapshot delivery, ReferralSnapshot referral, string code, Explanation why)
    {
        // A plan stays behind for a reason that stands beside its handovers already.
        if (code is not (Ended or DecisionSentences.Superseded) && referral.EndedAt is null && delivery.Event != EventTypes.PlanChanged)
            draft.OpenTask(TaskKinds.Withheld, "gateway", delivery.Id, code, DecisionSentences.Of(why), referral.Id);
        if (delivery.Event != EventTypes.ReferralHandover || draft.Handovers.Find(delivery.HandoverId) is not { } handover || draft.Known.Disclosed.Contains((referral.Id, handover.Recipient)))
            return;
        // The desk decides again about what waits for it: a task of the sender's would tell what 'pending' hides.
        if (!Lifecycle.IsFinal(handover.State))
            Prerequisites.Follow(draft, referral, draft.Handovers.Change(handover.Id, h => h with { State = HandoverState.Cancelled, LastReason = code, AckDueAt = null }), "gateway");
        var nothingLeft = draft.Handovers.All.Where(h => h.ReferralId == referral.Id).All(h => !draft.Known.Disclosed.Contains((referral.Id, h.Recipient)) && Lifecycle.IsFinal(h.State));
        if (referral.State == ReferralState.Issued && nothingLeft)
            draft.Referrals.Change(referral.Id, r => r with { State = ReferralState.Withheld, ReasonCode = code });
    }

    /// <summary>Of what the client was not shown, only what the referral really holds is told to the office that refers.</summary>
    private static void TellNarrower(Draft draft, DeliverySnapshot delivery, ReferralSnapshot referral, ReferralStatement statement, Grant grant)
    {
        if (grant.NotShown.Count == 0 || Projection.Project(statement.Data, grant.NotShown).Fields is not { Count: > 0 } behind)
            return;
        draft.OpenTask(TaskKinds.CaseWork, delivery.From, delivery.Id, TaskSentences.PreviewNarrower.Code,
            TaskSentences.PreviewNarrower.With(string.Join(", ", behind)), referral.Id, told: false);
        draft.AuditWith("release.narrowed", "gateway", delivery.Id, new { fields = behind.Count });
    }

    private sealed record Grant(IReadOnlySet<string> Fields, string Manifest, string Basis, long? Position)
    {
        public IReadOnlySet<string> NotShown { get; init; } = System.Collections.Frozen.FrozenSet<string>.Empty;
    }
}
