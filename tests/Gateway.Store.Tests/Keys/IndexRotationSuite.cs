using Gateway.Core.Clients;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Keys;

public sealed class IndexRotationOnSqlite : IndexRotationSuite<SqliteFixture>;

public sealed class IndexRotationOnPostgreSql : IndexRotationSuite<PostgreSqlFixture>;

public sealed class IndexRotationOnSqlServer : IndexRotationSuite<SqlServerFixture>;

/// <summary>The index key turns, and what was found before is found all the time, once.</summary>
public abstract class IndexRotationSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const int Many = 7;
    private Lease? _held;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
        for (var i = 0; i < Many; i++)
            await KnownAsync(Db.Installation.Index, i);
    }

    [StoreFact]
    public async Task Everything_is_found_before_during_and_after()
    {
        await FoundAsync();
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        await FoundAsync();
        for (var rounds = 0; (await StateAsync()).Pass is not null; rounds++)
        {
            rounds.ShouldBeLessThan(300);
            await using var process = Db.AnotherProcess();
            await process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
            _held = null;
            // Killed after any batch: another process goes on.
            if (!await RotationOf(process).MoveAsync(await LeaseAsync(process.GetRequiredService<ILeases>()), CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
            Db.Machine.Advance(TimeSpan.FromSeconds(15));
            await FoundAsync();
        }

        (await StateAsync()).Oldest.ShouldBe(2);
        await Db.Installation.RefreshAsync(CancellationToken.None);
        BlindIndex.Variants(Db.Installation.Index.Ticket("vdab", "T-1")).ShouldHaveSingleItem();
        await FoundAsync();
        (await DigestsAsync()).Select(d => d[0]).Distinct().ShouldBe([(byte)2]);
    }

    [StoreFact]
    public async Task It_turns_again_and_a_digest_of_the_first_key_is_still_told()
    {
        // A tombstone keeps a digest that no pass goes over.
        var tombstone = Db.Installation.Index.Identifier("vdab", "be-insz", "1");
        for (var times = 0; times < 2; times++)
        {
            (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
            await EndAsync();
        }

        (await DigestsAsync()).Select(d => d[0]).Distinct().ShouldBe([(byte)3]);
        BlindIndex.Same(Db.Installation.Index.Renewed(tombstone), Db.Installation.Index.Identifier("vdab", "be-insz", "1")).ShouldBeTrue();
        BlindIndex.Same(Db.Installation.Index.Renewed(tombstone), Db.Installation.Index.Identifier("vdab", "be-insz", "2")).ShouldBeFalse();
        await FoundAsync();
    }

    [StoreFact]
    public async Task Asked_twice_it_is_refused()
    {
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused!.ShouldContain("already");
        (await StateAsync()).Keys.Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task Killed_behind_the_turn_the_trail_has_its_entry()
    {
        await using var killed = Db.AnotherProcess(new EndingDatabase(Db.Database, transactions: 1));
        var installation = killed.GetRequiredService<Installation>();
        await Db.Installation.RefreshAsync(CancellationToken.None);
        await installation.RefreshAsync(CancellationToken.None);
        await RotationOf(killed).AskAsync("test", CancellationToken.None);
        (await StateAsync()).Keys.Count.ShouldBe(2);
        var entry = await Db.ReadAsync(s => s.Audit.AsNoTracking().SingleAsync(a => a.Kind == "index-key.turned"));
        (entry.Actor, entry.Detail).ShouldBe(("test", """{"from":"index 1","to":"index 2"}"""));
    }

    [StoreFact]
    public async Task Of_two_processes_that_meet_a_new_client_on_both_sides_of_the_turn_one_decides_again()
    {
        await using var late = Db.AnotherProcess();
        var installation = late.GetRequiredService<Installation>();
        await installation.OpenAsync(CancellationToken.None);
        // It has read, found nobody, and is about to write when the key turns and another process writes the same client.
        var decided = Identifier(installation.Index, 99);
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        await Db.WriteAsync(u => u.Write(Identifier(Db.Installation.Index, 99)));

        var refused = await Should.ThrowAsync<Exception>(() => WriteAsync(late, decided));
        Db.Faults.IsConflict(refused).ShouldBeTrue();
        // What it decides again it decides under the new key, and finds the client.
        (await FindAsync(installation.Index, "ClientIdentifier", "Hash", installation.Index.Identifier("vdab", "be-insz", "99"))).ShouldBe(1);
        await Should.ThrowAsync<Exception>(() => WriteAsync(late, Identifier(installation.Index, 99)));
        await WriteAsync(late, Identifier(installation.Index, 100));
        (await CountAsync()).ShouldBe(Many + 2);
    }

    [StoreFact]
    public async Task Under_an_older_key_no_referral_and_no_submission_is_written()
    {
        await using var late = Db.AnotherProcess();
        await late.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        var old = late.GetRequiredService<Installation>().Index;
        object[] rows =
        [
            Rows.Referral(Db.Keys.Next()) with { TicketHash = old.Ticket("vdab", "N-1") }, Rows.Submission(Db.Keys.Next(), 3) with { KeyHash = old.IdempotencyKey("N-1") },
            Rows.Record(Db.Keys.Next()) with { InReplyToHash = old.Ticket("vdab", "N-1") }, Rows.Agreement(Db.Keys.Next()) with { TicketHash = old.Ticket("vdab", "N-1") },
        ];
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        foreach (var row in rows)
            (await Should.ThrowAsync<Exception>(() => WriteAsync(late, row))).ShouldBeOfType<IndexTurnedException>();
    }

    [StoreFact]
    public async Task A_client_that_was_noted_under_both_keys_is_one_in_the_end()
    {
        var before = Db.Installation.Index;
        var client = Db.Keys.Next();
        ClientIdentifier Of(BlindIndex index) => new() { Agency = "vdab", Hash = index.Identifier("vdab", "be-insz", "50"), ClientId = client, Scheme = "be-insz" };
        await Db.WriteAsync(u => u.Write(Of(before)));
        (await Rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        await Db.WriteAsync(u => u.Write(Of(Db.Installation.Index)));
        await EndAsync();
        (await Db.ReadAsync(s => s.ClientIdentifiers.CountAsync(i => i.ClientId == client))).ShouldBe(1);
    }

    private IndexRotation Rotation => new(Db.Database, Db.Units, Db.Ring, Db.Installation, Db.Master) { Most = 3 };

    private IndexRotation RotationOf(ServiceProvider process) => new(
        process.GetRequiredService<IGatewayDatabase>(), process.GetRequiredService<UnitsOfWork>(), process.GetRequiredService<KeyRing>(), process.GetRequiredService<Installation>(), process.GetRequiredService<MasterKeys>()) { Most = 3 };

    private async Task<IndexKeyState> StateAsync() => (await Rotation.StateAsync(CancellationToken.None))!;

    private async Task<Lease> LeaseAsync(ILeases leases) => _held = (await leases.TakeAsync(KeyLease.Name, KeyLease.Duration, _held, CancellationToken.None)).ShouldNotBeNull();

    private async Task EndAsync()
    {
        for (var rounds = 0; (await StateAsync()).Pass is not null; rounds++)
        {
            rounds.ShouldBeLessThan(300);
            if (!await Rotation.MoveAsync(await LeaseAsync(Db.Leases), CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
        }

        await Db.Installation.RefreshAsync(CancellationToken.None);
    }

    private ClientIdentifier Identifier(BlindIndex index, int number) =>
        new() { Agency = "vdab", Hash = index.Identifier("vdab", "be-insz", $"{number}"), ClientId = Db.Keys.Next(), Scheme = "be-insz" };

    private Task KnownAsync(BlindIndex index, int number) => Db.WriteAsync(u =>
    {
        var id = u.Keys.Next();
        u.Write(Identifier(index, number));
        u.Write(Rows.Referral(id) with { TicketHash = index.Ticket("vdab", $"T-{number}"), StatementHash = index.Statement("{}"u8) });
        u.Write(Rows.Handover(id) with { TicketHash = index.Ticket("ocmw-leuven", $"T-{number}") });
        u.Write(Rows.Agreement(id) with { TicketHash = index.Ticket("vdab", $"T-{number}"), RecordHash = index.AgreementRecord("vdab", $"A-{number}") });
        u.Write(Rows.Record(id) with { InReplyToHash = index.Ticket("vdab", $"T-{number}"), WaitingFor = index.Ticket("vdab", $"T-{number}") });
        u.Write(Rows.Submission(id, 3) with { KeyHash = index.IdempotencyKey($"{number}"), BodyHash = index.Fingerprint(new byte[32]), NamedProfile = index.Profile("vdab", "x") });
    });

    /// <summary>Every value leads to its one row, by whichever process that has heard of the turn.</summary>
    private async Task FoundAsync()
    {
        await Db.Installation.RefreshAsync(CancellationToken.None);
        var index = Db.Installation.Index;
        for (var i = 0; i < Many; i++)
        {
            (await FindAsync(index, "ClientIdentifier", "Hash", index.Identifier("vdab", "be-insz", $"{i}"))).ShouldBe(1);
            (await FindAsync(index, "Referral", "TicketHash", index.Ticket("vdab", $"T-{i}"))).ShouldBe(1);
            (await FindAsync(index, "Handover", "TicketHash", index.Ticket("ocmw-leuven", $"T-{i}"))).ShouldBe(1);
            (await FindAsync(index, "ClientAgreement", "RecordHash", index.AgreementRecord("vdab", $"A-{i}"))).ShouldBe(1);
            (await FindAsync(index, "Record", "WaitingFor", index.Ticket("vdab", $"T-{i}"))).ShouldBe(1);
            (await FindAsync(index, "Submission", "KeyHash", index.IdempotencyKey($"{i}"))).ShouldBe(1);
        }

        (await FindAsync(index, "ClientIdentifier", "Hash", index.Identifier("vdab", "be-insz", "nobody"))).ShouldBe(0);
        foreach (var stored in await Db.ReadAsync(s => s.Referrals.Select(r => r.StatementHash).ToListAsync()))
            BlindIndex.Same(index.Statement("{}"u8), stored).ShouldBeTrue();
    }

    private async Task<int> FindAsync(BlindIndex index, string table, string column, byte[] digest)
    {
        index.ShouldNotBeNull();
        byte[][] looked = [digest];
        var batch = new LoadBatch(Db.Database);
        var found = batch.Values(SqlText.Of($"SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" ").Then($"{looked}"), r => r.GetFieldValue<byte[]>(0));
        await batch.RunAsync(CancellationToken.None);
        return found.Count;
    }

    private async Task<List<byte[]>> DigestsAsync() => await Db.ReadAsync(async s => (List<byte[]>)
    [
        .. await s.ClientIdentifiers.Select(i => i.Hash).ToListAsync(), .. await s.Referrals.Select(r => r.TicketHash).ToListAsync(), .. await s.Referrals.Select(r => r.StatementHash).ToListAsync(),
        .. await s.Handovers.Select(h => h.TicketHash).ToListAsync(), .. await s.ClientAgreements.Select(a => a.TicketHash!).ToListAsync(), .. await s.ClientAgreements.Select(a => a.RecordHash!).ToListAsync(),
        .. await s.Records.Select(r => r.InReplyToHash!).ToListAsync(), .. await s.Records.Select(r => r.WaitingFor!).ToListAsync(),
        .. await s.Submissions.Select(r => r.KeyHash).ToListAsync(), .. await s.Submissions.Select(r => r.BodyHash).ToListAsync(), .. await s.Submissions.Select(r => r.NamedProfile!).ToListAsync(),
    ]);

    private Task<int> CountAsync() => Db.ReadAsync(s => s.ClientIdentifiers.CountAsync());

    private static async Task WriteAsync(ServiceProvider process, object row)
    {
        await using var unit = process.GetRequiredService<UnitsOfWork>().Open();
        unit.Write(row);
        await unit.CommitAsync(CancellationToken.None);
    }
}
