using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Keeps clients' agreements. A new agreement is a new row; one that was withdrawn never comes back to life.</summary>
internal sealed class Consents(Installation installation)
{
    /// <summary>Notes an agreement told after its referral, and lets a referral that lacked it be decided again.</summary>
    internal async Task<bool> GiveAsync(ReferralDesk desk, RecordSnapshot record, ConsentGiven given, CancellationToken cancellation)
    {
        var unit = desk.Unit;
        if (given.InReplyTo is not { } ticket)
        {
            Note(desk, installation.Index, record, given.Agreement, given.Ticket, given.SentAt);
            return true;
        }

        if (desk.Referral(record.Agency, ticket) is not { } referral)
            return false;
        record.ReferralId = referral.Id;
        if (Note(desk, installation.Index, record, given.Agreement, ticket, given.SentAt, referral.ClientId) is not { } agreement)
            return true;
        var before = await desk.AgreementAsync(referral.AgreementId, cancellation);
        if (before is { Status: AgreementStatus.Given } && before.Id != agreement.Id)
        {
            before.Status = AgreementStatus.Renewed;
            before.Version++;
        }

        referral.AgreementId = agreement.Id;
        if (referral.State == ReferralState.Withheld)
        {
            var generation = await unit.Store.WorkItems.Where(s => s.Stage == StageNames.Referral && s.SubjectId == referral.RecordId).MaxAsync(s => s.Generation, cancellation);
            unit.Enqueue(StageNames.Referral, referral.RecordId, generation + 1);
        }

        return true;
    }

    /// <summary>Makes the row of a claimed agreement, or finds the one that was withdrawn before it was told.</summary>
    /// <returns>Null when nothing is claimed.</returns>
    internal static ClientAgreement? Note(ReferralDesk desk, BlindIndex index, RecordSnapshot record, AgreementClaim? claim, string ticket, DateTimeOffset? sentAt, Guid? client = null)
    {
        var unit = desk.Unit;
        if (AgreementRecords.Judge(claim, unit.Today) is not { } judged || (client ?? record.ClientId) is not { } clientId)
            return null;
        var recordHash = claim!.RecordId is { Length: > 0 } id ? index.AgreementRecord(record.Agency, id) : null;
        var ticketHash = index.Ticket(record.Agency, ticket);
        var mine = desk.AgreementsOf(record.Agency, clientId).ToList();
        if (judged.Status != AgreementStatus.Refused && mine.Find(a => a.GivenOn is not null && Same(a.RecordHash, recordHash)) is { } earlier)
            return earlier;

        // A withdrawal that overtook what it withdraws is in force: its row stands for the agreement.
        // The sender's clock may run ahead of ours: nothing was said later than it was received.
        var sourceTime = sentAt < record.ReceivedAt ? sentAt.Value : record.ReceivedAt;
        if (mine.Find(a => Overtakes(a, clientId, ticketHash, recordHash) && sourceTime <= a.WithdrawnAt) is { } withdrawn)
            return withdrawn;
        var row = new ClientAgreement
        {
            Id = unit.Keys.Next(),
            Agency = record.Agency,
            ClientId = clientId,
            TicketHash = ticketHash,
            RecordHash = recordHash,
            Status = judged.Status,
            GivenOn = Codes.OrNull(claim.GivenOn),
            Expires = judged.Expires,
            RecordedAt = unit.Now,
        };
        desk.Add(row);
        unit.Record("agreement.recorded", record.Agency, row.Id, new { status = row.Status.ToString() });
        return row;
    }

    private static bool Overtakes(ClientAgreement row, Guid client, byte[] ticket, byte[]? record) =>
        row.Status == AgreementStatus.Withdrawn && row.GivenOn is null
        && (Same(row.TicketHash, ticket) || Same(row.RecordHash, record) || (row.ClientId == client && row.TicketHash is null && row.RecordHash is null));

    private static bool Same(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);
}
