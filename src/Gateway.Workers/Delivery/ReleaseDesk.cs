using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Translation;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Releases deliveries: the gate is asked once more about everything as it is now, the bytes are made and sealed, and
/// the disclosure is written, all in the transaction of the caller, who lets the bytes leave only after its commit.
/// </summary>
internal sealed class ReleaseDesk(Agreed agreed, RecordVault vault, EventBuilder events, ProfileSet profiles, RecordWriter writer)
{
    private const string Ended = "ended";

    /// <summary>Releases or blocks each delivery. The rows must be tracked by the unit.</summary>
    /// <returns>Bytes of those released.</returns>
    internal async Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>> ReleaseAsync(UnitOfWork unit, IReadOnlyList<DeliverySnapshot> deliveries, CancellationToken cancellation)
    {
        var dossier = await ReleaseDossier.LoadAsync(unit, vault, deliveries, cancellation);
        foreach (var delivery in deliveries)
        {
            using var activity = GatewayActivity.OfRelease(delivery);
            try
            {
                if (dossier.Key(delivery) is { } key && dossier.Statement(delivery) is { } statement)
                    Release(unit, dossier, delivery, key, statement);
                else
                    Block(unit, dossier, delivery, "erased", new Explanation { Rule = "erased", Text = "What was known of the client was erased." });
            }
            catch (Exception e) when (e is not OperationCanceledException && delivery.State == DeliveryState.Waiting)
            {
                // One that cannot be made must not stop the others: it is put aside for a person, with nothing sent.
                var fault = Fault.Of("release-failed", e);
                Block(unit, dossier, delivery, fault.Code, new Explanation { Rule = fault.Code, Text = "The event could not be made: " + fault.Reason });
            }
        }

        if (dossier.Relied.Count > 0)
            unit.Inside(store => RelyAsync(store, dossier.Relied, cancellation));
        return dossier.Bytes;
    }

    /// <summary>
    /// Counts the releases with the agreements they relied on, as these were read. A withdrawal that commits first changes
    /// the version and stops the release; one that commits later sees the count and tells the recipient. Two releases
    /// under one agreement do not disturb each other.
    /// </summary>
    private static async Task RelyAsync(GatewayContext store, IReadOnlyCollection<ClientAgreement> agreements, CancellationToken cancellation)
    {
        foreach (var read in agreements.GroupBy(a => a.Version))
        {
            var ids = read.Select(a => a.Id).Order().ToList();
            var held = await store.ClientAgreements.Where(a => ids.Contains(a.Id) && a.Version == read.Key)
                .ExecuteUpdateAsync(agreement => agreement.SetProperty(a => a.Releases, a => a.Releases + 1), cancellation);
            if (held != ids.Count)
                throw new DbUpdateConcurrencyException("An agreement is not as it was when a release relied on it.");
        }
    }

    private void Release(UnitOfWork unit, ReleaseDossier dossier, DeliverySnapshot delivery, byte[] key, ReferralStatement statement)
    {
        var from = agreed.Directory.Party(delivery.From)!;
        var to = agreed.Directory.Party(delivery.Recipient)!;
        var referral = dossier.Referral(delivery);
        var handover = dossier.Handover(delivery);
        if (OwnNotice.Is(delivery.Event, from, to))
        {
            Write(unit, dossier, delivery, key, statement, to, new Grant(OwnNotice.Fields, OwnNotice.Name, OwnNotice.Name));
            return;
        }

        if (delivery.Event == EventTypes.ReferralHandover && handover is { State: HandoverState.Cancelled or HandoverState.Stopped })
        {
            Block(unit, dossier, delivery, Ended, new Explanation { Rule = Ended, Text = "The route ended before this could leave." });
            return;
        }

        var release = ReleaseGate.Decide(
            new ReleaseCase
            {
                Event = delivery.Event,
                Step = delivery.Step,
                Purpose = referral.Purpose,
                BasisReference = referral.BasisReference ?? "",
                From = from,
                To = to,
                Collaboration = agreed.Collaborations.FirstOrDefault(a => a.Id == referral.Collaboration),
                Agreement = dossier.Agreement(delivery)?.Standing,
                // To tell an office to stop is never stopped by what protects the client.
                Client = delivery.Status is CoarseStatuses.AgreementWithdrawn or CoarseStatuses.Cancelled ? ClientStanding.Free : dossier.Client(delivery).Standing,
                Today = unit.Today,
            },
            agreed);
        if (release is Release.Allowed allowed)
            Write(unit, dossier, delivery, key, statement, to, new Grant(allowed.View.Fields, allowed.View.Manifest, allowed.Basis.Reference));
        else
            Block(unit, dossier, delivery, ((Release.Blocked)release).Code, release.Why);
    }

    private void Write(UnitOfWork unit, ReleaseDossier dossier, DeliverySnapshot delivery, byte[] key, ReferralStatement statement, Agency to, Grant grant)
    {
        var handover = dossier.Handover(delivery);
        var (data, fields) = delivery.Event == EventTypes.ReferralHandover
            ? events.Handover(delivery, handover!, statement.Data, grant.Fields, to, unit.Now)
            : events.Status(delivery, dossier.Referral(delivery), handover, statement.Ticket, dossier.CaseNumber(delivery, key), grant.Fields, unit.Now);
        var profile = profiles.Find(delivery.Event == EventTypes.ReferralHandover ? to.HandoverProfile : to.StatusProfile)
            ?? throw new InvalidOperationException("The recipient's profile is not known any more.");
        var rendered = writer.Write(profile, delivery.Event, data);
        delivery.State = DeliveryState.Released;
        // Microseconds: the coarsest resolution of the three databases. A redelivery is then the same to the byte.
        delivery.ReleasedAt = unit.Now.AddTicks(-(unit.Now.Ticks % TimeSpan.TicksPerMicrosecond));
        delivery.MediaType = rendered.MediaType;
        dossier.Keep(delivery, rendered.Bytes);
        delivery.Payload = Sealing.Seal(key, rendered.Bytes.Span, Sealing.Context(delivery.Id, "payload"));
        // Written so that its version is checked: a cancellation or correction at the same moment and this release see each
        // other. What the other side is told of a handover changes nothing for either.
        if (handover is not null && delivery.Event == EventTypes.ReferralHandover)
            unit.Touch(handover);
        var agreement = dossier.Agreement(delivery);
        if (agreement is not null)
            dossier.Rely(agreement);
        unit.Write(new Disclosure
        {
            DeliveryId = delivery.Id,
            ReferralId = delivery.ReferralId,
            ClientId = delivery.ClientId,
            From = delivery.From,
            Recipient = delivery.Recipient,
            RecipientClass = to.Class.ToString(),
            Event = delivery.Event,
            Step = delivery.Step,
            Purpose = dossier.Referral(delivery).Purpose,
            Basis = grant.Basis,
            Manifest = grant.Manifest,
            PolicyVersion = agreed.Policy.Version,
            AgreementId = agreement?.Id,
            AgreementVersion = agreement?.Version,
            Fields = string.Join(',', fields.Except(rendered.NotCarried.Select(BelowReferral), StringComparer.Ordinal)),
            PayloadHmac = HMACSHA256.HashData(key, rendered.Bytes.Span),
            At = unit.Now,
        });
        unit.Record("delivery.released", "gateway", delivery.Id, new { delivery.Event, delivery.Step, recipient = delivery.Recipient, grant.Manifest });
    }

    /// <summary>Fields of a handover are named below the referral; what its format has no place for is named below the event.</summary>
    private static string BelowReferral(string path) => path.StartsWith("referral.", StringComparison.Ordinal) ? path["referral.".Length..] : path;

    private static void Block(UnitOfWork unit, ReleaseDossier dossier, DeliverySnapshot delivery, string code, Explanation why)
    {
        delivery.State = DeliveryState.Blocked;
        delivery.ReasonCode = code;
        unit.Write(new StoredDecision
        {
            Id = unit.Keys.Next(),
            ReferralId = delivery.ReferralId,
            Kind = "release",
            Outcome = code,
            Rule = why.Rule,
            Explanation = JsonSerializer.Serialize(why, ContractJson.Options),
            At = unit.Now,
        });
        unit.Record("delivery.blocked", "gateway", delivery.Id, new { code });
        var referral = dossier.Referral(delivery);
        var handover = dossier.Handover(delivery);
        if (code != Ended && referral.EndedAt is null)
            unit.OpenTask(TaskKinds.Withheld, "gateway", delivery.Id, code, why.Text, referral.Id);
        if (delivery.Event != EventTypes.ReferralHandover || handover is null || dossier.AnythingLeft(handover))
            return;

        // Nothing ever left to this office: its part is over, and when it was the only one the referral is withheld.
        if (!Lifecycle.IsFinal(handover.State))
            (handover.State, handover.LastReason) = (HandoverState.Cancelled, code);
        if (referral.State == ReferralState.Issued && dossier.NothingLeft(referral))
            (referral.State, referral.ReasonCode) = (ReferralState.Withheld, code);
    }

    private sealed record Grant(IReadOnlySet<string> Fields, string Manifest, string Basis);
}
