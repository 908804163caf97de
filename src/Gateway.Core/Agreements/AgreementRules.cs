using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>
/// Which of a client's agreements counts. A new agreement is a new row; one that was withdrawn never counts again, and
/// after a withdrawal only what the client gave later does (GDPR art. 7(3)). Repeating an old agreement opens nothing.
/// </summary>
public static class AgreementRules
{
    /// <summary>What a sender claims of a client's agreement.</summary>
    /// <param name="Agency">The sender.</param>
    /// <param name="Client">Its client.</param>
    /// <param name="Claim">The claim; null when the record says nothing about an agreement.</param>
    /// <param name="Purpose">Purpose of the referral it is for; null: none is known.</param>
    /// <param name="BirthDate">Day on which the client was born, as the record says; null: it does not.</param>
    /// <param name="TicketHash">Ticket of the referral it is for.</param>
    /// <param name="SaidAt">Source time of the statement, at most the time at which it was received; null: the source gave none, and it never counts as said after something else.</param>
    /// <param name="Record">Record that says so.</param>
    /// <param name="Services">Services asked; null: the statement does not say, and each release asks.</param>
    /// <param name="Explicit">The statement is about the agreement alone (<c>consent.given</c>), not a referral that repeats what is on file.</param>
    public sealed record Told(string Agency, Guid Client, AgreementClaim? Claim, string? Purpose, string? BirthDate, byte[] TicketHash, DateTimeOffset? SaidAt, Guid Record, IReadOnlyList<string>? Services, bool Explicit);

    /// <summary>Notes a claimed agreement, or finds the row that already says what becomes of it.</summary>
    /// <returns>The row that counts for this claim; null when nothing is claimed.</returns>
    public static ClientAgreement? Note(Draft draft, Told told)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(told);
        if (Judge(draft, told) is not { } judged)
            return null;
        var recordHash = told.Claim!.RecordId is { Length: > 0 } id ? draft.Index.AgreementRecord(told.Agency, id) : null;
        var known = Of(draft, told.Agency, told.Client).ToList();
        if (judged.Status != AgreementStatus.Refused)
        {
            // One that is over stays so. One that was judged otherwise before is judged by what its record says now: a notice was
            // registered since, or it is asked for another purpose.
            var ofRecord = known.FindAll(a => a.GivenOn is not null && Same(a.RecordHash, recordHash));
            if ((ofRecord.Find(a => !IsJudged(a.Status)) ?? ofRecord.FindLast(a => a.Status == judged.Status)) is { } same)
                return Narrowed(draft, told, same);
            if (Withdrawal(draft, known, told, recordHash) is { } withdrawn)
                return withdrawn;
        }

        var row = draft.Agreements.Add(new ClientAgreement
        {
            Id = draft.NewKey(),
            Agency = told.Agency,
            ClientId = told.Client,
            TicketHash = told.TicketHash,
            RecordHash = recordHash,
            Status = judged.Status,
            GivenOn = KnownCodes.Day(told.Claim.GivenOn),
            Expires = judged.Expires,
            EndsBy = judged.EndsBy,
            AskAt = AskAgainRules.First(draft, told.Agency, judged),
            RecordId = told.Record,
            PropertyOnly = Capacities.IsOverPropertyOnly(told.Claim),
            ExplicitNeeds = told.Claim.ExplicitNeeds == true,
            PreviewHash = PreviewHashes.Bytes(told.Claim.PreviewHash),
            RecordedAt = draft.Moment.Now,
        });
        draft.AuditWith("agreement.recorded", told.Agency, row.Id, new { status = row.Status.ToString() });
        return row;
    }

    /// <summary>
    /// Judges the agreement of a referral's own record again, when the referral is decided again: what made it none may have been
    /// repaired.
    /// </summary>
    /// <returns>The row that counts now; null when it is as it was.</returns>
    public static ClientAgreement? NoteAgain(Draft draft, Told told, ClientAgreement? current)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(told);
        return current is { Status: AgreementStatus.Unproven } && Judge(draft, told) is { Status: not AgreementStatus.Unproven } ? Note(draft, told) : null;
    }

    /// <summary>
    /// Which agreement a referral rests on when a later message claims one. A claim that a withdrawal covers never takes the
    /// place of an agreement that the client gave afterwards, nor does one that is over: senders repeat what is on file.
    /// </summary>
    public static ClientAgreement? Prevailing(ClientAgreement? current, ClientAgreement? claimed)
    {
        if (claimed is null)
            return current;
        return claimed.Status is AgreementStatus.Withdrawn or AgreementStatus.Expired or AgreementStatus.Renewed && current is { Status: AgreementStatus.Given } ? current : claimed;
    }

    /// <summary>Agreements of a client at an agency, and withdrawals that came before anything was known of their client.</summary>
    public static IEnumerable<ClientAgreement> Of(Draft draft, string agency, Guid client)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Agreements.All.Where(a => a.Agency == agency && (a.ClientId == client || a.ClientId == Guid.Empty));
    }

    /// <summary>
    /// A record that says now that the client did not agree explicitly to needs being told counts at once. One that says so only now
    /// does not: that is an agreement of its own, with a day and a number of its own.
    /// </summary>
    private static ClientAgreement Narrowed(Draft draft, Told told, ClientAgreement same)
    {
        if (!same.ExplicitNeeds || told.Claim!.ExplicitNeeds != false)
            return same;
        draft.Agreements.Change(same.Id, a => a with { ExplicitNeeds = false });
        draft.AuditWith("agreement.narrowed", told.Agency, same.Id, new { needs = false });
        return same with { ExplicitNeeds = false };
    }

    /// <summary>The newest withdrawal that covers a claim.</summary>
    private static ClientAgreement? Withdrawal(Draft draft, IEnumerable<ClientAgreement> known, Told told, byte[]? recordHash) =>
        known.Where(a => a.Status == AgreementStatus.Withdrawn && Covers(a, told, recordHash) && !GivenAfter(draft, told, a.WithdrawnAt))
            .MaxBy(a => a.WithdrawnAt);

    /// <summary>A withdrawal covers the record and the ticket it names; one that names neither covers every agreement of the client.</summary>
    private static bool Covers(ClientAgreement withdrawn, Told told, byte[]? recordHash) =>
        Same(withdrawn.TicketHash, told.TicketHash) || Same(withdrawn.RecordHash, recordHash)
        || (withdrawn.ClientId == told.Client && withdrawn.TicketHash is null && withdrawn.RecordHash is null);

    /// <summary>
    /// Whether the client gave it after a withdrawal. A day later counts. On the day of the withdrawal only a statement about
    /// the agreement alone does, made after the withdrawal by its source time: a referral, and a statement without a time, may repeat
    /// what the client said that morning.
    /// </summary>
    private static bool GivenAfter(Draft draft, Told told, DateTimeOffset? withdrawnAt)
    {
        if (withdrawnAt is not { } at || DateSpan.Parse(told.Claim!.GivenOn) is not { } given)
            return false;
        var day = draft.Agreed.Directory.DayAt(told.Agency, at);
        return given.First > day || (given.First == day && given.Last == day && told.Explicit && told.SaidAt > at);
    }

    private static AgreementJudgement? Judge(Draft draft, Told told) =>
        AgreementRecords.Judge(told.Claim, new AgreementGround(told.Agency, told.Purpose, told.BirthDate, draft.TodayAt(told.Agency), draft.Agreed.Policy.Notices)
        {
            Country = draft.Agreed.Directory.Party(told.Agency)?.Country ?? "",
            Previews = draft.Known.Previews,
            PropertyOnly = told.Services is null ? null : draft.Agreed.Directory.AreAboutProperty(told.Services),
        });

    /// <summary>Whether a status follows from what the record says, and not from what became of the agreement.</summary>
    private static bool IsJudged(AgreementStatus status) => status is AgreementStatus.Given or AgreementStatus.Unproven or AgreementStatus.Expired;

    internal static bool Same(byte[]? one, byte[]? other) => BlindIndex.Same(one, other);
}
