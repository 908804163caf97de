using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Keys;

public sealed class MasterRotationOnSqlite : MasterRotationSuite<SqliteFixture>;

public sealed class MasterRotationOnPostgreSql : MasterRotationSuite<PostgreSqlFixture>;

public sealed class MasterRotationOnSqlServer : MasterRotationSuite<SqlServerFixture>;

/// <summary>The master key turns under rows of every kind, whatever happens in between.</summary>
public abstract class MasterRotationSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private readonly Dictionary<Guid, byte[]> _keys = [];
    private string _first = "";
    private Lease? _held;

    private string KeyFile => Db.Folder.File("master.key");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
        _first = Db.Master.Current;
        for (var i = 0; i < 7; i++)
        {
            await ClientAsync(Db.Ring);
            var record = Wrapped(Db.Ring);
            await Db.WriteAsync(u => u.Write(Rows.Record(record.Id) with { SubmissionId = record.Id, Wrapped = record.Bytes }));
        }
    }

    [StoreFact]
    public async Task Every_key_lies_under_the_new_one_and_the_old_one_is_needed_no_more()
    {
        var to = await AskAsync();
        await EndAsync(Db.Leases);
        var state = await StateAsync();
        (state.Current, state.Pass).ShouldBe((to, null));
        state.Older.ShouldBeEmpty();
        state.Retired.ShouldBe([_first]);
        await OnlyLineAsync(to);
        using var after = Db.AnotherProcess();
        await after.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await OpensAllAsync(after);
        // What is longer than a row's key: the private halves of compartments.
        foreach (var pair in await CompartmentRotation.PairsAsync(Db.Database, CancellationToken.None))
            after.GetRequiredService<MasterKeys>().Unwrap(pair.WrappedPrivateKey, Persistence.Compartments.CompartmentKeys.ContextOf(pair.Compartment, pair.Number)).ShouldNotBeEmpty();
    }

    [StoreFact]
    public async Task Killed_after_any_batch_another_process_goes_on_and_everything_opens_all_the_time()
    {
        var to = await AskAsync();
        var batches = 0;
        for (var more = true; more; batches++)
        {
            await using var process = Db.AnotherProcess();
            await process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
            await OpensAllAsync(process);
            more = await MoveAsync(process, await LeaseAsync(process.GetRequiredService<ILeases>()));
            // Whoever held the lease is gone: the next one waits until it has run out.
            Db.Machine.Advance(TimeSpan.FromSeconds(15));
            _held = null;
            if (!more && (await StateAsync()).Pass is not null)
                more = true;
        }

        batches.ShouldBeGreaterThan(10);
        (await StateAsync()).Current.ShouldBe(to);
        await OnlyLineAsync(to);
        await using var last = Db.AnotherProcess();
        await last.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await OpensAllAsync(last);
    }

    [StoreFact]
    public async Task A_batch_whose_lease_was_lost_writes_nothing()
    {
        await AskAsync();
        var lease = await LeaseAsync(Db.Leases);
        Db.Machine.Advance(KeyLease.Duration * 2);
        _held = null;
        await using var other = Db.AnotherProcess();
        (await LeaseAsync(other.GetRequiredService<ILeases>())).Number.ShouldBeGreaterThan(lease.Number);
        var before = await StateAsync();
        await Should.ThrowAsync<LeaseLostException>(() => Rotation.MoveAsync(lease, CancellationToken.None));
        (await StateAsync()).Pass.ShouldBe(before.Pass);
    }

    [StoreFact]
    public async Task Asked_twice_it_is_refused_and_says_what_goes_on()
    {
        var to = await AskAsync();
        var again = await Rotation.AskAsync(null, "test", CancellationToken.None);
        again.Refused.ShouldNotBeNull();
        again.Refused.ShouldContain(to);
        again.Refused.ShouldContain("already");
        (await StateAsync()).Current.ShouldBe(to);
        (await Rotation.AskAsync(to, "test", CancellationToken.None)).Refused.ShouldNotBeNull();
    }

    [StoreFact]
    public async Task What_a_process_wrote_that_had_not_heard_of_it_is_found_before_the_end()
    {
        await using var late = Db.AnotherProcess();
        await late.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await AskAsync();
        while (await Rotation.MoveAsync(await LeaseAsync(Db.Leases), CancellationToken.None))
        {
        }

        // Its ids come after those that the pass went through, and before the last.
        await ClientAsync(late.GetRequiredService<KeyRing>());
        await EndAsync(Db.Leases);
        await OnlyLineAsync((await StateAsync()).Current);
        await using var after = Db.AnotherProcess();
        await after.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await OpensAllAsync(after);
    }

    [StoreFact]
    public async Task A_process_that_knows_only_the_old_key_picks_the_new_one_up()
    {
        await using var process = Db.AnotherProcess();
        await process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await AskAsync();
        await EndAsync(Db.Leases);
        await process.GetRequiredService<Installation>().RefreshAsync(CancellationToken.None);
        await OpensAllAsync(process);
        process.GetRequiredService<MasterKeys>().Current.ShouldBe((await StateAsync()).Current);
    }

    [StoreFact]
    public async Task A_process_whose_file_lacks_the_new_key_refuses_and_names_it()
    {
        var to = await AskAsync();
        await OnlyLineAsync(_first);
        await using var process = Db.AnotherProcess();
        var told = await Should.ThrowAsync<MasterKeyException>(() => process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None));
        told.Message.ShouldContain($"Master key {to} is needed");
    }

    [StoreFact]
    public async Task Of_a_database_from_before_the_key_that_is_missing_is_named()
    {
        var before = (await StateAsync()).Write();
        var to = await AskAsync();
        await EndAsync(Db.Leases);
        await Db.WriteAsync(u => u.Inside(s => s.Settings.Where(x => x.Name == MasterKeyState.Setting).ExecuteUpdateAsync(x => x.SetProperty(y => y.Value, before))));
        await OnlyLineAsync(to);
        await using var process = Db.AnotherProcess();
        (await Should.ThrowAsync<MasterKeyException>(() => process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None))).Message.ShouldContain(_first);
    }

    [StoreFact]
    public async Task A_lost_key_is_not_replaced_by_a_new_one()
    {
        File.Delete(KeyFile);
        await using var process = Db.AnotherProcess();
        var told = await Should.ThrowAsync<MasterKeyException>(() => process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None));
        told.Message.ShouldContain(_first);
        told.Message.ShouldContain("None is made");
        File.Exists(KeyFile).ShouldBeFalse();
    }

    [StoreFact]
    public async Task A_client_that_was_erased_meanwhile_stays_erased()
    {
        await AskAsync();
        var erased = _keys.Keys.First();
        await Db.WriteAsync(u => u.Inside(s => s.Clients.Where(c => c.Id == erased).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null))));
        await EndAsync(Db.Leases);
        (await Db.ReadAsync(s => s.Clients.Where(c => c.Id == erased).Select(c => c.Wrapped).SingleAsync())).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_pass_in_which_nothing_could_be_opened_is_never_the_last()
    {
        await AskAsync();
        var vault = new UnwillingVault(FileKeyVault.Open(KeyFile, makesFirst: false));
        await using var process = Db.AnotherProcess(vault: vault);
        await process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        vault.Opens = false;
        for (var rounds = 0; rounds < 100; rounds++)
        {
            if (!await MoveAsync(process, await LeaseAsync(process.GetRequiredService<ILeases>())))
                Db.Machine.Advance(RotationPass.Settled);
        }

        var state = await StateAsync();
        state.Older.ShouldBe([_first]);
        state.Pass!.Unread.ShouldBeGreaterThan(0);
        state.Pass.ToString().ShouldContain("could not be opened");

        vault.Opens = true;
        await EndAsync(Db.Leases);
        (await StateAsync()).Retired.ShouldBe([_first]);
        await OpensAllAsync(process);
    }

    [StoreFact]
    public async Task The_key_before_stays_until_the_new_one_opens_everything_that_is_stored()
    {
        var to = await AskAsync();
        var damaged = Db.Keys.Next();
        await Db.WriteAsync(u => u.Write(Rows.Client(damaged) with { Wrapped = [.. Convert.FromHexString(to), .. new byte[60]] }));
        for (var rounds = 0; rounds < 100; rounds++)
        {
            if (!await Rotation.MoveAsync(await LeaseAsync(Db.Leases), CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
        }

        (await StateAsync()).Older.ShouldBe([_first]);
        await Db.WriteAsync(u => u.Inside(s => s.Clients.Where(c => c.Id == damaged).ExecuteDeleteAsync()));
        await EndAsync(Db.Leases);
        (await StateAsync()).Retired.ShouldBe([_first]);
    }

    private MasterRotation Rotation => new(Db.Database, Db.Units, Db.Master) { Most = 3 };

    private async Task<string> AskAsync()
    {
        // A file may hold the next key already; where processes share a database somebody has to put it there.
        FileKeyVault.Open(KeyFile, makesFirst: false).Make();
        var answer = await Rotation.AskAsync(null, "test", CancellationToken.None);
        answer.Refused.ShouldBeNull();
        answer.From.ShouldBe(_first);
        return answer.To!;
    }

    private async Task EndAsync(ILeases leases)
    {
        for (var rounds = 0; (await StateAsync()).Pass is not null; rounds++)
        {
            rounds.ShouldBeLessThan(200);
            if (!await Rotation.MoveAsync(await LeaseAsync(leases), CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
        }
    }

    private static async Task<bool> MoveAsync(ServiceProvider process, Lease lease) =>
        await new MasterRotation(process.GetRequiredService<IGatewayDatabase>(), process.GetRequiredService<UnitsOfWork>(), process.GetRequiredService<MasterKeys>()) { Most = 3 }.MoveAsync(lease, CancellationToken.None);

    private async Task<Lease> LeaseAsync(ILeases leases) => _held = (await leases.TakeAsync(KeyLease.Name, KeyLease.Duration, _held, CancellationToken.None)).ShouldNotBeNull();

    private async Task<MasterKeyState> StateAsync() => (await Rotation.StateAsync(CancellationToken.None))!;

    private async Task ClientAsync(KeyRing ring)
    {
        var (id, bytes) = Wrapped(ring);
        await Db.WriteAsync(u => u.Write(Rows.Client(id) with { Wrapped = bytes }));
    }

    private (Guid Id, byte[] Bytes) Wrapped(KeyRing ring)
    {
        var id = Db.Keys.Next();
        var (wrapped, key) = ring.CreateFor(id);
        _keys[id] = key;
        return (id, wrapped);
    }

    private async Task OpensAllAsync(ServiceProvider process)
    {
        var ring = process.GetRequiredService<KeyRing>();
        var rows = await Db.ReadAsync(async s => (await s.Clients.AsNoTracking().Select(c => new { c.Id, c.Wrapped }).ToListAsync())
            .Concat(await s.Records.AsNoTracking().Select(c => new { c.Id, c.Wrapped }).ToListAsync()).ToList());
        rows.Count.ShouldBe(_keys.Count);
        foreach (var row in rows)
            ring.Open(row.Id, row.Wrapped!).ShouldBe(_keys[row.Id]);
    }

    /// <summary>Takes every other key out of the file.</summary>
    private async Task OnlyLineAsync(string id)
    {
        var lines = await File.ReadAllLinesAsync(KeyFile);
        foreach (var line in lines)
        {
            await File.WriteAllTextAsync(KeyFile, line);
            if (FileKeyVault.Open(KeyFile, makesFirst: false).Ids[0] == id)
                return;
        }

        throw new InvalidOperationException("The key is not in the file.");
    }
}
