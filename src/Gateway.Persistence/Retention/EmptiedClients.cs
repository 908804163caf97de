using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>
/// Clients of whom nothing is left when what is purged is gone: they lose their key and cannot be found any more. One that is
/// met again at the same moment stays, because whoever brings something of a client known for long counts a use of it.
/// </summary>
internal sealed class EmptiedClients
{
    /// <summary>Clients that are younger are left alone: what is new of them does not count a use.</summary>
    internal static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>Beyond the time in which whoever met a client as a young one is still about to write.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private readonly List<(Guid Id, int Version, int Uses)> _clients;

    private EmptiedClients(List<(Guid, int, int)> clients) => _clients = clients;

    /// <summary>Finds them.</summary>
    /// <param name="view">What is purged.</param>
    /// <param name="clients">Clients of what is purged.</param>
    /// <param name="records">Records that are purged.</param>
    /// <param name="referrals">Referrals that are purged.</param>
    /// <param name="agreements">Agreements that are purged.</param>
    /// <param name="openings">Openings that are purged. Who was shown what is told to the client as long as it is kept, so the client must be found.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <param name="mandates">Requests of control services that are purged. What they were given is told to the client as long as it is kept.</param>
    internal static async Task<EmptiedClients> ReadAsync(
        PurgeView view, IReadOnlyCollection<Guid> clients, IReadOnlyCollection<Guid> records, IReadOnlyCollection<Guid> referrals, IReadOnlyCollection<Guid> agreements,
        IReadOnlyCollection<Guid> openings, CancellationToken cancellation, IReadOnlyCollection<Guid>? mandates = null)
    {
        if (clients.Count == 0)
            return new EmptiedClients([]);
        var uses = new LoadBatch(view.Database);
        var known = uses.Values(
            $"""SELECT "Id", "Version", "Uses", "Restricted", "Objected" FROM "Client" WHERE "Id" {SqlText.In($"""SELECT "Id" FROM "Client" WHERE "Id" {clients} UNION SELECT "LinkedTo" FROM "Client" WHERE "Id" {clients} AND "LinkedTo" IS NOT NULL""")} AND "Id" < {KeySequence.FirstOf(view.MachineNow - Young - Margin)}""",
            r => (Id: r.Key(0), Version: r.GetInt32(1), Uses: r.GetInt32(2), Protected: r.GetBoolean(3) || r.GetBoolean(4)));
        await uses.RunAsync(cancellation);
        // A restriction or an objection is a no that must be found again when the agency sends something.
        List<Guid> asked = [.. known.Where(k => !k.Protected).Select(k => k.Id)];
        if (asked.Count == 0)
            return new EmptiedClients([]);
        // After the uses were read: whoever brings something after this raises them.
        var batch = new LoadBatch(view.Database);
        var empty = batch.Values(
            $"""
             SELECT c."Id" FROM "Client" AS c WHERE c."Id" {asked}
             AND NOT EXISTS (SELECT 1 FROM "Record" AS r WHERE r."ClientId" = c."Id" AND NOT r."Id" {records} AND (r."ReferralId" IS NULL OR NOT r."ReferralId" {referrals}))
             AND NOT EXISTS (SELECT 1 FROM "Referral" AS f WHERE f."ClientId" = c."Id" AND NOT f."Id" {referrals})
             AND NOT EXISTS (SELECT 1 FROM "ClientAgreement" AS a WHERE a."ClientId" = c."Id" AND NOT a."Id" {agreements})
             AND NOT EXISTS (SELECT 1 FROM "Opening" AS o WHERE o."ClientId" = c."Id" AND NOT o."Id" {openings})
             AND NOT EXISTS (SELECT 1 FROM "Mandate" AS m WHERE m."ClientId" = c."Id" AND NOT m."Id" {mandates ?? []})
             AND NOT EXISTS (SELECT 1 FROM "Deadline" AS d WHERE d."SubjectId" = c."Id" AND d."State" = {DeadlineState.Running})
             AND NOT EXISTS (SELECT 1 FROM "LegalHold" AS h WHERE h."SubjectId" = c."Id")
             """,
            r => r.Key(0));
        // The client that linked numbers stand for stays as long as one of them does: otherwise a no under its number would not be theirs any more.
        var linked = batch.Values($"""SELECT "LinkedTo", "Id" FROM "Client" WHERE "LinkedTo" {asked}""", r => (To: r.Key(0), Id: r.Key(1)));
        await batch.RunAsync(cancellation);
        var gone = empty.ToHashSet();
        gone.ExceptWith(linked.Where(l => !gone.Contains(l.Id)).Select(l => l.To).ToList());
        return new EmptiedClients([.. known.Where(k => gone.Contains(k.Id)).Select(k => (k.Id, k.Version, k.Uses))]);
    }

    /// <summary>Adds their end to a unit.</summary>
    /// <returns>How many there are.</returns>
    internal int Write(UnitOfWork unit)
    {
        foreach (var (id, version, uses) in _clients)
            unit.Last(new RowStatement($"""DELETE FROM "Client" WHERE "Id" = {id} AND "Version" = {version} AND "Uses" = {uses}""", 1));
        List<Guid> ids = [.. _clients.Select(c => c.Id)];
        if (ids.Count > 0)
        {
            unit.Last(new RowStatement($"""DELETE FROM "ClientIdentifier" WHERE "ClientId" {ids}"""));
            unit.Last(new RowStatement($"""DELETE FROM "Task" WHERE "SubjectId" {ids}"""));
        }

        return ids.Count;
    }
}
