using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Work;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Work items with their records and opened statements: what the second round trip of a load is made from.</summary>
/// <param name="Items">Items that are still held.</param>
/// <param name="Records">Their records; those that were erased are not there.</param>
/// <param name="Statements">Their statements; those whose key was destroyed are not there.</param>
/// <param name="Waiting">Agencies of which records wait for a ticket.</param>
internal sealed record FirstLoad(
    IReadOnlyList<WorkItem> Items, IReadOnlyList<RecordSnapshot> Records, IReadOnlyDictionary<Guid, IReadOnlyList<Statement>> Statements,
    IReadOnlyList<string> Waiting)
{
    /// <summary>Records of which something is there and cannot be opened.</summary>
    internal IReadOnlySet<Guid> Unreadable { get; init; } = new HashSet<Guid>();

    /// <summary>Tickets that the statements bear or are about.</summary>
    internal IReadOnlyList<byte[]> Tickets(BlindIndex index) =>
        [.. Named().Select(n => index.Ticket(n.Agency, n.Ticket)).DistinctBy(Convert.ToHexString)];

    /// <summary>Hashes under which records may wait for what the statements bring.</summary>
    internal IReadOnlyList<byte[]> WaitedFor(BlindIndex index) =>
        [.. Named().SelectMany(n => Core.Handovers.Waiting.Hashes(index, n.Agency, n.Ticket, Waiting)).DistinctBy(Convert.ToHexString)];

    private IEnumerable<(string Agency, string Ticket)> Named() =>
        Records.SelectMany(r => (Statements.GetValueOrDefault(r.Id) ?? []).SelectMany(s => Statement.TicketsOf(s.Content)).Select(t => (r.Agency, t)));

    /// <summary>Withdrawals among the statements, with the agency that says so.</summary>
    internal IReadOnlyList<(string Agency, ConsentWithdrawn Withdrawn)> Withdrawn =>
        [.. Records.SelectMany(r => (Statements.GetValueOrDefault(r.Id) ?? []).Select(s => s.Content).OfType<ConsentWithdrawn>().Select(w => (r.Agency, w)))];

    /// <summary>Whether an answer that waited for its handover says a client's no.</summary>
    internal bool SaysNoLate => Records.Any(r => r.State == RecordState.Waiting && (Statements.GetValueOrDefault(r.Id) ?? []).Any(s => s.Content is ReferralReply && ClientNo.IsSaidBy(s.Content)));

    /// <summary>Digests of previews that agreements of the statements name.</summary>
    internal IReadOnlyList<byte[]> Previews() =>
        [.. Statements.Values.SelectMany(s => s).Select(s => s.Content switch { ReferralSubmitted r => r.Agreement, ConsentGiven g => g.Agreement, _ => null })
            .Select(a => PreviewHashes.Normal(a?.PreviewHash)).OfType<string>().Distinct(StringComparer.Ordinal).Select(Convert.FromHexString)];

    /// <summary>Records of the same clients or tickets that are not decided yet.</summary>
    internal List<RecordOrder.Undecided> Undecided(LoadBatch batch, string stage)
    {
        // With EXISTS, PostgreSQL joins with all open items, and reads the deleted ones too while any transaction is open.
        SqlText open = $"""(SELECT COUNT(*) FROM "WorkItem" AS w WHERE w."Stage" = {stage} AND w."SubjectId" = r."Id" AND w."State" = {WorkItemState.Open}) > 0""";
        var clients = Records.Select(r => r.ClientId).OfType<Guid>().Distinct().ToList();
        var tickets = Records.Select(r => r.InReplyToHash).OfType<byte[]>().DistinctBy(Convert.ToHexString).ToList();
        SqlText of = $"""SELECT r."Id", r."Agency", r."ClientId", r."InReplyToHash", r."SubmissionId", r."Number" FROM "Record" AS r WHERE """;
        // Each by its own index, and what is found by both counts once.
        SqlText byClient = $"""r."ClientId" {clients} AND {open}""";
        SqlText byTicket = $"""r."InReplyToHash" {tickets} AND {open}""";
        return clients.Count + tickets.Count == 0
            ? []
            : batch.Values($"{of}{byClient} UNION {of}{byTicket}", Undecided);
    }

    /// <summary>
    /// Small submissions that were accepted before the newest of the batch's records and are not translated yet: they may
    /// hold something earlier.
    /// </summary>
    internal List<(string Agency, Guid Submission)> Untranslated(LoadBatch batch) => Records.Count == 0
        ? []
        : batch.Values(
            $"""
             SELECT s."Agency", s."Id" FROM "WorkItem" AS w JOIN "Submission" AS s ON s."Id" = w."SubjectId"
             WHERE w."Stage" = {StageNames.Translation} AND w."State" = {WorkItemState.Open} AND w."SubjectId" < {Records.Max(r => r.SubmissionId)}
               AND s."Bytes" <= {SubmissionStore.SegmentSize} AND COALESCE(s."ReasonCode", '') <> {SubmissionSnapshot.HeldBySender} AND s."Agency" {Records.Select(r => r.Agency).Distinct(StringComparer.Ordinal).ToList()}
             """,
            r => (r.GetString(0), r.Key(1)));

    internal static RecordOrder Order(IEnumerable<(string Agency, Guid Submission)> untranslated, IReadOnlyList<RecordOrder.Undecided> undecided) =>
        new(untranslated.GroupBy(u => u.Agency, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(u => u.Submission), StringComparer.Ordinal), undecided);

    private static RecordOrder.Undecided Undecided(System.Data.Common.DbDataReader row) =>
        new(row.Key(0), row.GetString(1), row.KeyOrNull(2), row.BytesOrNull(3), row.Key(4), row.GetInt32(5));
}
