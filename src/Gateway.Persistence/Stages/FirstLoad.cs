using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Work items with their records and opened statements: what the second round trip of a load is made from.</summary>
/// <param name="Items">Items that are still held.</param>
/// <param name="Records">Their records; those that were erased are not there.</param>
/// <param name="Statements">Their statements; those whose key was destroyed are not there.</param>
/// <param name="Untranslated">The oldest small submission of each agency that is not translated yet.</param>
/// <param name="Waiting">Agencies of which records wait for a ticket.</param>
internal sealed record FirstLoad(
    IReadOnlyList<WorkItem> Items, IReadOnlyList<RecordSnapshot> Records, IReadOnlyDictionary<Guid, IReadOnlyList<Statement>> Statements,
    IReadOnlyDictionary<string, Guid> Untranslated, IReadOnlyList<string> Waiting)
{
    /// <summary>Tickets that the statements bear or are about.</summary>
    internal IReadOnlyList<byte[]> Tickets(BlindIndex index) =>
        [.. Named().Select(n => index.Ticket(n.Agency, n.Ticket)).DistinctBy(Convert.ToHexString)];

    /// <summary>Hashes under which records may wait for what the statements bring.</summary>
    internal IReadOnlyList<byte[]> WaitedFor(BlindIndex index) =>
        [.. Named().SelectMany(n => Core.Handovers.Waiting.Hashes(index, n.Agency, n.Ticket, Waiting)).DistinctBy(Convert.ToHexString)];

    private IEnumerable<(string Agency, string Ticket)> Named() =>
        Records.SelectMany(r => (Statements.GetValueOrDefault(r.Id) ?? []).SelectMany(s => TicketsOf(s.Content)).Select(t => (r.Agency, t)));

    private static IEnumerable<string> TicketsOf(IStatement statement)
    {
        yield return statement.Ticket;
        var about = statement switch
        {
            ReferralSubmitted s => s.InReplyTo,
            ReferralEnded e => e.InReplyTo,
            ConsentGiven g => g.InReplyTo,
            ConsentWithdrawn w => w.InReplyTo,
            ReferralReply r => r.InReplyTo,
            _ => null,
        };
        if (about is not null)
            yield return about;
    }

    /// <summary>Numbers that statements say replace others.</summary>
    internal IReadOnlyList<byte[]> Replacements(BlindIndex index) =>
        [.. Records.SelectMany(r => (Statements.GetValueOrDefault(r.Id) ?? []).Select(s => s.Content).OfType<ClientChanged>()
            .SelectMany(c => c.Client.Identifiers).Where(i => i.ReplacedBy is { Length: > 0 }).Select(i => index.Identifier(r.Agency, i.Scheme, i.ReplacedBy!)))];

    /// <summary>Records of the same clients or tickets that are not decided yet.</summary>
    internal List<RecordOrder.Undecided> Undecided(LoadBatch batch, string stage)
    {
        var clients = Records.Select(r => r.ClientId).OfType<Guid>().ToList();
        var tickets = Records.Select(r => r.InReplyToHash).OfType<byte[]>().ToList();
        return clients.Count + tickets.Count == 0
            ? []
            : batch.Values(
                $"""
                 SELECT r."Id", r."Agency", r."ClientId", r."InReplyToHash", r."SubmissionId", r."Number"
                 FROM "WorkItem" AS w JOIN "Record" AS r ON r."Id" = w."SubjectId"
                 WHERE w."State" = {WorkItemState.Open} AND w."Stage" = {stage} AND (r."ClientId" {clients} OR r."InReplyToHash" {tickets})
                 """,
                r => new RecordOrder.Undecided(r.Key(0), r.GetString(1), r.KeyOrNull(2), r.BytesOrNull(3), r.Key(4), r.GetInt32(5)));
    }

    internal RecordOrder Order(IReadOnlyList<RecordOrder.Undecided> undecided) => new(Untranslated, undecided);
}
