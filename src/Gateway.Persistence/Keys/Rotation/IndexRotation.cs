using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Keys.Rotation;

/// <summary>
/// Turns the key of the blind index while the gateway runs. It turns in a moment in which nobody is writing; from then on new
/// digests are under the new key, digests are looked for under both, and a pass over the rows brings the others to the new one,
/// batch by batch.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
/// <param name="ring">Data keys.</param>
/// <param name="installation">Installation.</param>
/// <param name="master">Master keys.</param>
public sealed class IndexRotation(IGatewayDatabase database, UnitsOfWork units, KeyRing ring, Installation installation, MasterKeys master)
{
    /// <summary>Rows that a batch reads.</summary>
    public int Most { get; init; } = 500;

    private static readonly (string Table, string[] Columns)[] Tables =
    [
        ("Submission", ["KeyHash", "BodyHash", "NamedProfile"]), ("Record", ["InReplyToHash", "WaitingFor"]), ("ClientAgreement", ["TicketHash", "RecordHash"]),
        ("Referral", ["TicketHash", "StatementHash"]), ("Handover", ["TicketHash"]), ("Mandate", ["ReferenceHash", "QuestionHash"]),
    ];

    /// <summary>What the database says of its index keys; null: it has none yet.</summary>
    public Task<IndexKeyState?> StateAsync(CancellationToken cancellation) => IndexKeyState.LoadAsync(database, cancellation);

    /// <summary>Turns the key, and begins the pass.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<RotationAnswer> AskAsync(string actor, CancellationToken cancellation)
    {
        var answer = await units.RunAsync(unit => TurnAsync(unit, actor, cancellation), cancellation);
        if (answer.Refused is null)
            await installation.RefreshAsync(cancellation);
        return answer;
    }

    /// <summary>Moves the pass on by one batch.</summary>
    /// <returns>Whether there is more to do now.</returns>
    public Task<bool> MoveAsync(Lease lease, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await ValueAsync(unit.Store, cancellation) is not { } value || IndexKeyState.Read(value) is not { Pass: { } pass } state)
                return false;
            if (installation.Index.Newest != state.Keys.Count)
                await installation.RefreshAsync(cancellation);
            unit.First(LeaseStore.Hold(lease));
            if (pass.Table < Tables.Length)
                Write(unit, value, state with { Pass = await RowsAsync(unit, pass, cancellation) });
            else if (pass.Table == Tables.Length)
                Write(unit, value, state with { Pass = await IdentifiersAsync(unit, pass, cancellation) });
            else if (pass.IsLast)
            {
                Write(unit, value, state.Ended());
                unit.Record("index-key.retired", "gateway", Guid.Parse(master.State.Installation), new { newest = state.Keys.Count, rows = pass.Done });
            }
            else if (unit.MachineNow >= pass.NextAt)
                Write(unit, value, state with { Pass = pass.Again(unit.MachineNow) });
            else
                return false;
            return true;
        },
        cancellation);

    private async Task<RotationAnswer> TurnAsync(UnitOfWork unit, string actor, CancellationToken cancellation)
    {
        var value = await ValueAsync(unit.Store, cancellation) ?? throw new InvalidOperationException("The installation is not open yet.");
        var state = IndexKeyState.Read(value);
        if (state.Pass is { } pass)
            return RotationAnswer.No($"The index key is being changed already ({pass}). That goes on by itself in the running gateway; 'keys show' says how far it is.");
        if (state.Keys.Count == BlindIndex.MostKeys)
            return RotationAnswer.No($"The index key was changed {BlindIndex.MostKeys - 1} times; it cannot be changed again.");
        var (row, _) = ring.Create("index");
        var number = state.Keys.Count + 1;
        var answer = new RotationAnswer(null, $"index {number - 1}", $"index {number}");
        // Whoever inserts digests holds the period until the end of its transaction: nobody is writing at this moment.
        unit.HoldPeriodAlone();
        unit.Write(row);
        Write(unit, value, state.Turned(row.Id, unit.MachineNow));
        unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {number.ToString(CultureInfo.InvariantCulture)} WHERE "Name" = {IndexFence.Setting}""", 1));
        unit.Record("index-key.turned", actor, Guid.Parse(master.State.Installation), new { from = answer.From, to = answer.To });
        return answer;
    }

    private async Task<RotationPass> RowsAsync(UnitOfWork unit, RotationPass pass, CancellationToken cancellation)
    {
        var (table, columns) = Tables[pass.Table];
        var batch = new LoadBatch(database);
        var rows = batch.Values(
            SqlText.Of($"SELECT \"Id\", {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\" WHERE \"Id\" > ").Then($"""{pass.After ?? Guid.Empty} ORDER BY "Id" """).Then(batch.Limit(Most)),
            r => (Id: r.Key(0), Digests: columns.Select((_, i) => r.BytesOrNull(i + 1)).ToArray()));
        await batch.RunAsync(cancellation);
        var found = 0;
        foreach (var (id, digests) in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (digests[i] is not { } digest || installation.Index.Renewed(digest) is var renewed && ReferenceEquals(renewed, digest))
                    continue;
                // Only where it is as it was read; the row's version stays: whoever decides about it compares digests of any key.
                unit.First(new RowStatement(SqlText.Of($"UPDATE \"{table}\" SET \"{columns[i]}\" = ").Then($"""{renewed} WHERE "Id" = {id} AND """).Then(SqlText.Of($"\"{columns[i]}\" = ")).Then($"{digest}")));
                found++;
            }
        }

        return pass.Moved(rows.Count < Most ? null : rows[^1].Id, found);
    }

    /// <summary>Identifiers are found by their digest: those of older keys come first in its index.</summary>
    private async Task<RotationPass> IdentifiersAsync(UnitOfWork unit, RotationPass pass, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        byte[] newest = [(byte)installation.Index.Newest];
        var rows = batch.Values(
            ((SqlText)$"""SELECT "Hash", "Agency", "ClientId" FROM "ClientIdentifier" WHERE "Hash" < {newest} ORDER BY "Hash" """).Then(batch.Limit(Most)),
            r => (Hash: r.GetFieldValue<byte[]>(0), Agency: r.GetString(1), Client: r.Key(2)));
        await batch.RunAsync(cancellation);
        var found = 0;
        foreach (var (hash, agency, client) in rows)
        {
            var renewed = installation.Index.Renewed(hash);
            if (ReferenceEquals(renewed, hash))
                continue;
            unit.First(new RowStatement(
                $"""
                 UPDATE "ClientIdentifier" SET "Hash" = {renewed} WHERE "Hash" = {hash} AND "Agency" = {agency}
                 AND NOT EXISTS (SELECT 1 FROM "ClientIdentifier" AS n WHERE n."Hash" = {renewed} AND n."Agency" = {agency})
                 """));
            // Noted beside it under the new key meanwhile: then the old one says nothing more.
            unit.First(new RowStatement($"""DELETE FROM "ClientIdentifier" WHERE "Hash" = {hash} AND "Agency" = {agency} AND "ClientId" = {client}"""));
            found++;
        }

        return found < Most ? pass.Moved(null, found) : pass with { Done = pass.Done + found, Found = pass.Found + found };
    }

    private static void Write(UnitOfWork unit, string before, IndexKeyState after) =>
        unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {after.Write()} WHERE "Name" = {IndexKeyState.Setting} AND "Value" = {before}""", 1));

    private static Task<string?> ValueAsync(GatewayContext store, CancellationToken cancellation) =>
        store.Settings.AsNoTracking().Where(s => s.Name == IndexKeyState.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
}
