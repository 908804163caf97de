using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Keys.Rotation;

/// <summary>
/// Turns the master key while the gateway runs. From the moment it is asked for, new data keys are sealed under the new key; a
/// pass over the rows seals the others under it too, batch by batch, and payloads stay as they are. A batch and the place that
/// was reached commit together, so that a pass goes on after a crash where it was. The key before is retired after a pass that
/// opened everything that is stored under the new one.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
/// <param name="master">Master keys.</param>
/// <param name="erasures">The file of erasures, whose key lies under the master key too; null: none is kept.</param>
public sealed class MasterRotation(IGatewayDatabase database, UnitsOfWork units, MasterKeys master, ErasureFile? erasures = null)
{
    /// <summary>Rows that a batch reads: some milliseconds.</summary>
    public int Most { get; init; } = 500;

    /// <summary>Tables whose rows hold a data key, each named by its row.</summary>
    private static readonly string[] Tables = ["Client", "Record", "Submission", "DataKey", "Mandate"];

    /// <summary>What the database says of its master keys; null: it has none yet.</summary>
    public Task<MasterKeyState?> StateAsync(CancellationToken cancellation) => MasterKeyState.LoadAsync(database, cancellation);

    /// <summary>Begins a rotation.</summary>
    /// <param name="to">Id of the key to turn to; null: the one in the vault that was never used, or one that is made.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    public Task<RotationAnswer> AskAsync(string? to, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var value = await ValueAsync(unit.Store, cancellation) ?? throw new InvalidOperationException("The installation is not open yet.");
            var state = MasterKeyState.Read(value);
            if (state.Pass is { } pass)
                return RotationAnswer.No($"The master key is being changed from {string.Join(", ", state.Older)} to {state.Current} already ({pass}). That goes on by itself in the running gateway; 'keys show' says how far it is.");
            master.Vault.Refresh();
            var (refused, id) = Chosen(state, to);
            if (refused is not null)
                return RotationAnswer.No(refused);
            var turned = state.Turned(id!, unit.MachineNow);
            Write(unit, value, turned);
            unit.Record("master-key.turned", actor, Guid.Parse(state.Installation), new { from = state.Current, to = id });
            return new RotationAnswer(null, state.Current, id);
        },
        cancellation);

    /// <summary>Moves a rotation on by one batch.</summary>
    /// <param name="lease">The lease of whoever rotates.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Whether there is more to do now.</returns>
    /// <exception cref="Gateway.Persistence.Work.LeaseLostException">Another process goes on with it.</exception>
    /// <exception cref="MasterKeyException">A key that is needed is not in the vault; the message says which.</exception>
    public Task<bool> MoveAsync(Lease lease, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await ValueAsync(unit.Store, cancellation) is not { } value || MasterKeyState.Read(value) is not { Pass: { } pass } state)
                return false;
            master.Take(state);
            unit.First(LeaseStore.Hold(lease));
            if (pass.Table < Tables.Length)
                Write(unit, value, state with { Pass = await RowsAsync(unit, pass, cancellation) });
            else if (pass.Table == Tables.Length)
                Write(unit, value, state with { Pass = await CompartmentsAsync(unit, pass, cancellation) });
            else if (pass.IsLast)
                End(unit, value, state);
            else if (unit.MachineNow >= pass.NextAt)
                Write(unit, value, state with { Pass = pass.Again(unit.MachineNow) });
            else
                return false;
            return true;
        },
        cancellation);

    private (string? Refused, string? Id) Chosen(MasterKeyState state, string? to)
    {
        var fresh = master.Vault.Ids.Where(id => !state.Knows(id)).ToList();
        if (to == state.Current)
            return ($"Master key {to} is current already.", null);
        if (to is not null)
            return master.Vault.Ids.Contains(to) ? (null, to) : ($"Master key {to} is not in {master.Vault.Place}{master.Held()}. {master.Vault.HowToAdd}", null);
        if (fresh.Count > 1)
            return ($"There are several keys in {master.Vault.Place} that were never used: {string.Join(", ", fresh)}. Name one with --to.", null);
        if (fresh.Count == 1)
            return (null, fresh[0]);
        // Of a shared database other processes read other files: a key that is made here would be in none of them.
        return database.IsShared
            ? ($"There is no further key in {master.Vault.Place}. {master.Vault.HowToAdd} Then ask again.", null)
            : (null, master.Vault.Make());
    }

    /// <summary>Data keys of one table. A row that was erased or sealed anew meanwhile is left as it is.</summary>
    private async Task<RotationPass> RowsAsync(UnitOfWork unit, RotationPass pass, CancellationToken cancellation)
    {
        var table = Tables[pass.Table];
        var batch = new LoadBatch(database);
        var rows = batch.Values(
            SqlText.Of($"SELECT \"Id\", \"Wrapped\" FROM \"{table}\" WHERE \"Id\" > ").Then($"""{pass.After ?? Guid.Empty} ORDER BY "Id" """).Then(batch.Limit(Most)),
            r => (Id: r.Key(0), Wrapped: r.BytesOrNull(1)));
        await batch.RunAsync(cancellation);
        var (found, unread) = (0, 0);
        foreach (var (id, wrapped) in rows)
        {
            if (wrapped is null)
                continue;
            var (anew, opens) = Looked(pass, wrapped, Sealing.Context(id, "key"));
            if (!opens)
                unread++;
            if (anew is null)
                continue;
            unit.First(new RowStatement(SqlText.Of($"UPDATE \"{table}\" SET \"Wrapped\" = ").Then($"""{anew} WHERE "Id" = {id} AND "Wrapped" = {wrapped}""")));
            found++;
        }

        return pass.Moved(rows.Count < Most ? null : rows[^1].Id, found, unread);
    }

    private async Task<RotationPass> CompartmentsAsync(UnitOfWork unit, RotationPass pass, CancellationToken cancellation)
    {
        if (erasures is not null)
            await erasures.RewrapAsync(cancellation);
        await using var compartments = database.OpenCompartments();
        var pairs = await compartments.Keys.AsNoTracking().ToListAsync(cancellation);
        List<(Compartments.CompartmentKeyRow Pair, byte[] Anew)> changed = [];
        var unread = 0;
        foreach (var pair in pairs)
        {
            var (anew, opens) = Looked(pass, pair.WrappedPrivateKey, Compartments.CompartmentKeys.ContextOf(pair.Compartment, pair.Number));
            if (!opens)
                unread++;
            if (anew is not null)
                changed.Add((pair, anew));
        }

        unit.InsideCompartments(async within =>
        {
            foreach (var (pair, anew) in changed)
            {
                await within.Keys.Where(k => k.Compartment == pair.Compartment && k.Number == pair.Number && k.WrappedPrivateKey == pair.WrappedPrivateKey)
                    .ExecuteUpdateAsync(k => k.SetProperty(x => x.WrappedPrivateKey, anew), cancellation);
            }
        });
        return pass.Moved(null, changed.Count, unread);
    }

    /// <summary>The same under the current key, null when it lies there already; and whether it opens. A pass that may be the last opens what lies there too.</summary>
    private (byte[]? Anew, bool Opens) Looked(RotationPass pass, byte[] wrapped, byte[] context)
    {
        try
        {
            var anew = master.Rewrap(wrapped, context);
            return (anew, anew is not null || !pass.Proves || master.Prove(wrapped, context));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return (null, false);
        }
    }

    private void End(UnitOfWork unit, string value, MasterKeyState state)
    {
        var ended = state.Ended();
        Write(unit, value, ended);
        unit.Record("master-key.retired", "gateway", Guid.Parse(state.Installation), new { keys = state.Older, rows = state.Pass!.Done });
    }

    private static void Write(UnitOfWork unit, string before, MasterKeyState after) =>
        unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {after.Write()} WHERE "Name" = {MasterKeyState.Setting} AND "Value" = {before}""", 1));

    private static Task<string?> ValueAsync(GatewayContext store, CancellationToken cancellation) =>
        store.Settings.AsNoTracking().Where(s => s.Name == MasterKeyState.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
}
