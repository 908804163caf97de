using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Checks inside the transaction where what arrives meets what waits for it or forbids it, and no single row holds both: a
/// referral and a record that waits for its ticket, a claimed agreement and a withdrawal noted ahead. Whoever waits or
/// forbids passes alone, so that of two at the same moment the later sees the earlier.
/// </summary>
internal static class ArrivalChecks
{
    /// <summary>Adds the checks that a batch needs.</summary>
    /// <param name="unit">Its unit of work.</param>
    /// <param name="known">What its decisions were based on.</param>
    /// <param name="rows">Rows that it writes.</param>
    /// <param name="arrived">Tickets that are known from now on.</param>
    /// <param name="decided">Referrals about which it decides whether they may be handled.</param>
    internal static void Add(
        UnitOfWork unit, Snapshots known, IReadOnlyList<(IVersioned? Before, IVersioned After)> rows, IReadOnlyList<byte[]> arrived, IReadOnlySet<Guid> decided)
    {
        Arrivals(unit, known, arrived);
        foreach (var (before, after) in rows)
        {
            if (after is RecordSnapshot { State: RecordState.Waiting } record && before is not RecordSnapshot { State: RecordState.Waiting })
                BeginsToWait(unit, record);
        }

        var agreements = rows.Where(r => r.Before is null).Select(r => r.After).OfType<ClientAgreement>().ToList();
        foreach (var ahead in agreements.Where(a => a.Status == AgreementStatus.Withdrawn))
            Forbids(unit, known, ahead);
        // Only what relies on agreements was loaded with them: a deadline, a reply or a stop changes referrals too, and looks at none.
        List<Guid> clients = [
            .. agreements.Where(a => a.Status != AgreementStatus.Withdrawn).Select(a => a.ClientId),
            .. rows.Where(r => r.After is ReferralSnapshot after && Relies(r.Before as ReferralSnapshot, after, decided)).Select(r => ((ReferralSnapshot)r.After).ClientId)];
        if (clients.Count > 0)
            Claims(unit, known, [.. clients, Guid.Empty]);
    }

    private static void Arrivals(UnitOfWork unit, Snapshots known, IReadOnlyList<byte[]> arrived)
    {
        if (arrived.Count == 0)
            return;
        var seen = known.Records.All.Select(r => r.Id).ToList();
        unit.Pass(Passage.Together);
        unit.Last(None($"""SELECT COUNT(*) FROM "Record" WHERE "WaitingFor" {arrived} AND "State" = {RecordState.Waiting} AND NOT "Id" {seen}"""));
    }

    /// <summary>What a record waits for must not have arrived unseen: a handover where it answers one, otherwise its agency's own referral.</summary>
    private static void BeginsToWait(UnitOfWork unit, RecordSnapshot record)
    {
        unit.Pass(Passage.Alone);
        unit.Last(StageNames.OfStatement(record.StatementType) == StageNames.Outcome
            ? None($"""SELECT COUNT(*) FROM "Handover" WHERE "Recipient" = {record.Agency} AND "TicketHash" {Digest(record.WaitingFor)}""")
            : None($"""SELECT COUNT(*) FROM "Referral" WHERE "Agency" = {record.Agency} AND "TicketHash" {Digest(record.WaitingFor)}"""));
    }

    /// <summary>An agreement that is withdrawn must not have arrived unseen.</summary>
    private static void Forbids(UnitOfWork unit, Snapshots known, ClientAgreement ahead)
    {
        unit.Pass(Passage.Alone);
        var seen = known.Agreements.All.Select(a => a.Id).ToList();
        SqlText unseen = $"""SELECT COUNT(*) FROM "ClientAgreement" WHERE "Agency" = {ahead.Agency} AND "Status" <> {AgreementStatus.Withdrawn} AND "Status" <> {AgreementStatus.Refused} AND NOT "Id" {seen} AND """;
        if (ahead.TicketHash is null && ahead.RecordHash is null)
            unit.Last(None(unseen.Then($""" "ClientId" = {ahead.ClientId}""")));
        if (ahead.TicketHash is { } ticket)
            unit.Last(None(unseen.Then($""" "TicketHash" {Digest(ticket)}""")));
        if (ahead.RecordHash is { } record)
            unit.Last(None(unseen.Then($""" "RecordHash" {Digest(record)}""")));
    }

    /// <summary>A withdrawal must not have been noted ahead unseen.</summary>
    private static void Claims(UnitOfWork unit, Snapshots known, List<Guid> clients)
    {
        unit.Pass(Passage.Together);
        var seen = known.Agreements.All.Select(a => a.Id).ToList();
        unit.Last(None($"""SELECT COUNT(*) FROM "ClientAgreement" WHERE "ClientId" {clients} AND "Status" = {AgreementStatus.Withdrawn} AND "GivenOn" IS NULL AND NOT "Id" {seen}"""));
    }

    private static bool Relies(ReferralSnapshot? before, ReferralSnapshot after, IReadOnlySet<Guid> decided) =>
        before is null || before.AgreementId != after.AgreementId || decided.Contains(after.Id);

    /// <summary>A digest, to be looked for under every key that a stored one may have.</summary>
    private static byte[][] Digest(byte[]? digest) => digest is null ? [] : [digest];

    private static RowStatement None(SqlText query) => new(query, 0) { Counts = true };
}
