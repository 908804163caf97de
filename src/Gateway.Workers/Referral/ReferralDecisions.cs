using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// Decides referrals: admissible, routed, view. Each decision is stored with its explanation, in the transaction
/// that issues the handovers or leaves the referral withheld or unroutable.
/// </summary>
internal sealed class ReferralDecisions(Agreed agreed, Installation installation, Handovers handovers)
{
    private BlindIndex Index => installation.Index;

    internal async Task<bool> SubmitAsync(ReferralDesk desk, RecordSnapshot record, Statement statement, ReferralSubmitted stated, CancellationToken cancellation)
    {
        var unit = desk.Unit;
        var hash = Index.Statement(Encoding.UTF8.GetBytes(statement.Data.ToJsonString(ContractJson.Options)));
        if (desk.Referral(record.Agency, stated.Ticket) is { } known)
        {
            record.ReferralId = known.Id;
            // The same record again decides a referral that could not be decided before; another one is refused.
            if (known.RecordId == record.Id && known.State is ReferralState.Withheld or ReferralState.Unroutable)
                await DecideAsync(desk, known, stated, cancellation);
            else if (!known.StatementHash.AsSpan().SequenceEqual(hash) && stated.InReplyTo == stated.Ticket && known.EndedAt is null)
                return await AmendAsync(desk, record, statement, stated, cancellation);
            else if (!known.StatementHash.AsSpan().SequenceEqual(hash))
                SetAside(desk, record, "duplicate-ticket", "The ticket was used before for another referral. Send a correction as an amendment, and a new referral under a new ticket.");
            return true;
        }

        if (record.ClientId is not { } clientId)
            throw new InvalidOperationException("A referral without a client passed translation.");
        NoteProtection(desk.Client(clientId), stated);
        var referral = new ReferralSnapshot
        {
            Id = unit.Keys.Next(),
            Agency = record.Agency,
            ClientId = clientId,
            TicketHash = Index.Ticket(record.Agency, stated.Ticket),
            StatementHash = hash,
            RecordId = record.Id,
            SourceTime = stated.SentAt ?? record.ReceivedAt,
            SubmittedAt = record.ReceivedAt,
            Purpose = stated.Purpose,
        };
        record.ReferralId = referral.Id;
        desk.Add(referral);
        referral.AgreementId = Agreement(desk, record, stated)?.Id;
        unit.Record("referral.submitted", record.Agency, referral.Id, new { record = record.Id });
        StartAcknowledgementDeadline(desk, referral);
        await DecideAsync(desk, referral, stated, cancellation);
        await desk.ArrivedAsync(referral.TicketHash, cancellation);
        return true;
    }

    internal async Task<bool> AmendAsync(ReferralDesk desk, RecordSnapshot record, Statement statement, ReferralSubmitted stated, CancellationToken cancellation)
    {
        if (desk.Referral(record.Agency, stated.InReplyTo ?? stated.Ticket) is not { } referral)
            return false;
        record.ReferralId = referral.Id;
        if (record.ClientId != referral.ClientId)
        {
            SetAside(desk, record, "other-client", "The amendment names another client than the referral it amends. Send a replaced number as a change of the client first; refer another person under a new ticket.");
            return true;
        }

        var sourceTime = stated.SentAt ?? record.ReceivedAt;
        if (referral.EndedAt is not null || sourceTime < referral.SourceTime)
        {
            desk.Unit.Record("referral.amendment-in-history", record.Agency, referral.Id, new { record = record.Id });
            return true;
        }

        referral.SourceTime = sourceTime;
        referral.StatementHash = Index.Statement(Encoding.UTF8.GetBytes(statement.Data.ToJsonString(ContractJson.Options)));
        NoteProtection(desk.Client(referral.ClientId), stated);
        if (referral.RecordId != record.Id && stated.Agreement is not null && Agreement(desk, record, stated) is { } agreement)
            referral.AgreementId = agreement.Id;
        referral.RecordId = record.Id;
        desk.Unit.Record("referral.amended", record.Agency, referral.Id, new { record = record.Id });
        if (referral.State == ReferralState.Issued)
            await handovers.ReviseAsync(desk, referral, cancellation);
        else
            await DecideAsync(desk, referral, stated, cancellation);
        return true;
    }

    /// <summary>Decides a referral as things are now.</summary>
    internal async Task DecideAsync(ReferralDesk desk, ReferralSnapshot referral, ReferralSubmitted stated, CancellationToken cancellation)
    {
        var unit = desk.Unit;
        var sender = agreed.Directory.Party(referral.Agency) ?? throw new InvalidOperationException("The sender is not in the directory any more.");
        var agreement = await desk.AgreementAsync(referral.AgreementId, cancellation);
        var given = new ReferralCase
        {
            Referral = stated,
            Sender = sender,
            Agreement = agreement?.Standing,
            Client = desk.Client(referral.ClientId).Standing,
            Today = unit.Today,
        };
        await CloseItemsAsync(desk, referral, cancellation);
        referral.Collaboration = SiteOf(given)?.Id;
        var admission = Admissibility.Decide(given, agreed);
        Store(desk, referral, "admission", admission is Admission.Withheld no ? no.Code : "admissible", admission.Why);
        if (admission is not Admission.Admissible admissible)
        {
            Stop(desk, referral, ReferralState.Withheld, ((Admission.Withheld)admission).Code, admission.Why.Text);
            return;
        }

        referral.BasisReference = admissible.Basis.Reference;
        var routing = Routes.Decide(given, agreed, desk.Occupancy);
        Store(desk, referral, "routing", routing is RoutingDecision.Unroutable none ? none.Code : "routed", routing.Why);
        if (routing is not RoutingDecision.Routed routed)
        {
            Stop(desk, referral, ReferralState.Unroutable, ((RoutingDecision.Unroutable)routing).Code, routing.Why.Text);
            return;
        }

        referral.Collaboration = routed.Agreement?.Id ?? referral.Collaboration;
        referral.Municipality = routed.Municipality;
        await IssueAsync(desk, referral, given, routed, agreement, cancellation);
    }

    private async Task IssueAsync(
        ReferralDesk desk, ReferralSnapshot referral, ReferralCase given, RoutingDecision.Routed routed, ClientAgreement? agreement, CancellationToken cancellation)
    {
        var issued = 0;
        foreach (var leg in routed.Legs)
        {
            var recipient = agreed.Directory.Find(leg.Recipient)!;
            var view = Views.Decide(
                new ReleaseCase
                {
                    Event = EventTypes.ReferralHandover,
                    Step = 1,
                    Purpose = referral.Purpose,
                    BasisReference = referral.BasisReference!,
                    From = given.Sender,
                    To = recipient,
                    Collaboration = routed.Agreement,
                    Agreement = agreement?.Standing,
                    Client = given.Client,
                    Today = given.Today,
                },
                agreed);
            if (view is null)
            {
                desk.Unit.OpenTask(TaskKinds.Withheld, "gateway", referral.Id, WithheldCodes.NoManifest, $"No manifest allows {recipient.Id} anything; its part of the referral is not handed over.", referral.Id);
                Store(desk, referral, "view", WithheldCodes.NoManifest, new Explanation { Rule = WithheldCodes.NoManifest, Text = $"No manifest allows {recipient.Id} anything for this purpose and basis." });
                continue;
            }

            Store(desk, referral, "view", view.Manifest, view.Why);
            await handovers.IssueAsync(desk, referral, recipient, leg, routed.Agreement, given.Referral.Ticket, cancellation);
            issued++;
        }

        if (issued == 0)
            Stop(desk, referral, ReferralState.Withheld, WithheldCodes.NoManifest, "No manifest allows any of the offices anything for this purpose and basis.");
        else
            (referral.State, referral.ReasonCode) = (ReferralState.Issued, null);
    }

    private static void Stop(ReferralDesk desk, ReferralSnapshot referral, ReferralState state, string code, string text)
    {
        referral.State = state;
        referral.ReasonCode = code;
        var kind = state == ReferralState.Withheld ? TaskKinds.Withheld : TaskKinds.Unroutable;
        // For the gateway's desk: an agency that saw it would learn what 'pending' hides. Of its own test client nobody need know.
        if (referral.Agency != TestAgency.Id)
            desk.Unit.OpenTask(kind, "gateway", referral.Id, code, text, referral.Id);
        desk.Unit.Record("referral." + kind, "gateway", referral.Id, new { code });
    }

    private static void Store(ReferralDesk desk, ReferralSnapshot referral, string kind, string outcome, Explanation why) =>
        desk.Unit.Write(new StoredDecision
        {
            Id = desk.Unit.Keys.Next(),
            ReferralId = referral.Id,
            Kind = kind,
            Outcome = outcome,
            Rule = why.Rule,
            Explanation = JsonSerializer.Serialize(why, ContractJson.Options),
            At = desk.Unit.Now,
        });

    private static async Task CloseItemsAsync(ReferralDesk desk, ReferralSnapshot referral, CancellationToken cancellation)
    {
        if (referral.ReasonCode is null)
            return;
        foreach (var item in await desk.Unit.Store.Tasks.Where(w => w.SubjectId == referral.Id && w.ClosedAt == null).ToListAsync(cancellation))
            (item.ClosedAt, item.ClosedBy) = (desk.Unit.Now, "decided-again");
    }

    /// <summary>The site a referral belongs to, also when it is withheld: the agreement its sender has where the client lives.</summary>
    private Collaboration? SiteOf(ReferralCase given)
    {
        var place = given.Referral.Client.Residence?.Municipality ?? given.Referral.Recipient?.Municipality;
        var municipality = place is null ? null : agreed.Directory.Resolve(given.Sender.Country, place, given.Today)?.Code;
        return agreed.Collaborations.FirstOrDefault(a => a.InForce(given.Today) && a.Parties.Contains(given.Sender.Id)
            && (municipality is not null && a.Municipalities.Contains(municipality)));
    }

    private ClientAgreement? Agreement(ReferralDesk desk, RecordSnapshot record, ReferralSubmitted stated) =>
        Consents.Note(desk, Index, record, stated.Agreement, stated.InReplyTo ?? stated.Ticket, stated.SentAt);

    /// <summary>The clock runs for every referral, whatever became of it: silence must not tell why.</summary>
    private void StartAcknowledgementDeadline(ReferralDesk desk, ReferralSnapshot referral)
    {
        var sender = agreed.Directory.Party(referral.Agency)!;
        var due = agreed.Directory.AddWorkingDays(sender.Country, DateOnly.FromDateTime(referral.SubmittedAt.UtcDateTime), agreed.Policy.AcknowledgeWithinWorkingDays);
        // The gateway's own test client is told at once: it is the way to the deadline's end that is tested, not patience.
        desk.Unit.StartDeadline(DeadlineKinds.Acknowledge, referral.Id, sender.Id == TestAgency.Id ? desk.Unit.Now : EndOf(due));
    }

    internal static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    private static void NoteProtection(ClientSnapshot client, ReferralSubmitted stated) =>
        ClientUpdates.NoteProtection(client, stated.Client.Protection, stated.SentAt);

    private static void SetAside(ReferralDesk desk, RecordSnapshot record, string code, string text)
    {
        record.State = RecordState.SetAside;
        record.ReasonCode = code;
        record.ReasonText = text;
        desk.Unit.OpenTask(TaskKinds.SetAside, record.Agency, record.Id, code, text);
        desk.Unit.Record("record.set-aside", record.Agency, record.Id, new { code });
    }
}
