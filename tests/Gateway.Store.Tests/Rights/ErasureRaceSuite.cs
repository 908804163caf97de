using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stores;
using Gateway.Store.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Rights;

public sealed class ErasureRaceOnSqlite : ErasureRaceSuite<SqliteFixture>;

public sealed class ErasureRaceOnPostgreSql : ErasureRaceSuite<PostgreSqlFixture>;

public sealed class ErasureRaceOnSqlServer : ErasureRaceSuite<SqlServerFixture>;

/// <summary>What happens at the same moment as an erasure: of the two the later sees the earlier, or decides again.</summary>
public abstract class ErasureRaceSuite<TFixture> : ErasureSetting<TFixture> where TFixture : DatabaseFixture, new()
{
    private Guid _token;
    private WorkItem _item = null!;

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_that_was_decided_on_before_an_erasure_is_decided_again(bool inPart)
    {
        if (inPart)
            KeepByLaw();
        var (client, _, _) = await FilledAsync(keptToo: inPart);
        await LeasedAsync();
        var before = await NamedAsync();

        (await EraseAsync()).Certificate.ShouldNotBeNull().Whole.ShouldBe(!inPart);

        Db.Faults.IsConflict(await Should.ThrowAsync<Exception>(() => KeepAsync(before))).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Records.CountAsync(r => r.Number == 9))).ShouldBe(0);

        await KeepAsync(await NamedAsync());
        var kept = await Db.ReadAsync(s => s.Records.AsNoTracking().SingleAsync(r => r.Number == 9));
        (kept.ClientId == client).ShouldBe(inPart, "somebody who was erased whole is somebody new");
        RecordVault.OpenSlice(kept, await KeyAsync(kept.ClientId!.Value)).ToArray().ShouldBe(Plain);
    }

    [StoreFact]
    public async Task A_legal_hold_that_is_laid_at_the_same_moment_is_seen()
    {
        var (client, _, _) = await FilledAsync();
        // The erasure has read and decided, and is about to commit.
        await using var late = await MeetingAsync(() => Db.LegalHolds.AddAsync(client, "dispute", "2026/14", "dora", CancellationToken.None));

        (await late.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None)).Refusal.ShouldBe(RightsFaults.LegalHold);

        (await KeyAsync(client)).ShouldNotBeEmpty();
        (await Db.ReadAsync(s => s.Set<ErasureRow>().CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task Whoever_decided_about_the_client_before_the_erasure_finds_it_gone()
    {
        var (client, _, _) = await FilledAsync();
        await using var read = Db.Database.Open();
        var known = await read.Clients.AsNoTracking().SingleAsync(c => c.Id == client);
        await using var unit = Db.Units.Open();
        unit.Use(known);

        (await EraseAsync()).Refusal.ShouldBeNull();

        var failure = await Should.ThrowAsync<Exception>(() => unit.CommitAsync(CancellationToken.None));
        Db.Database.IsConflict(failure).ShouldBeTrue();
    }

    [StoreFact]
    public async Task A_number_of_two_processes_is_one_persons_and_each_certificate_has_its_own()
    {
        await FilledAsync();
        await using var another = Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await another.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await another.PrepareErasuresAsync(CancellationToken.None);

        var answers = await Task.WhenAll(EraseAsync(), another.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None));

        answers.Count(a => a.Certificate is not null).ShouldBe(1);
        answers.Single(a => a.Certificate is null).Refusal.ShouldBe(RightsFaults.Unknown);
        await using var third = Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await third.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await third.PrepareErasuresAsync(CancellationToken.None);
        (await third.GetRequiredService<IErasures>().ListAsync(null, 10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_withdrawal_that_is_entered_while_an_erasure_commits_finds_nobody_and_says_so(bool given)
    {
        await FilledAsync();
        if (!given)
            await Db.ReadAsync(s => s.ClientAgreements.ExecuteDeleteAsync());
        await using var late = await MeetingAsync(EraseAsync);

        (await WithdrawAsync(late)).ShouldBe(new NoAnswer(NoAnswers.UnknownClient, 0));
        (await Db.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.Status == AgreementStatus.Withdrawn))).ShouldBe(given ? 1 : 0, "what had been withdrawn before");
    }

    [StoreFact]
    public async Task A_withdrawal_that_is_entered_before_an_erasure_commits_stays_known_and_nobody_brings_it_back()
    {
        await FilledAsync();
        await using var late = await MeetingAsync(() => WithdrawAsync(Process));

        (await late.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None)).Certificate.ShouldNotBeNull();

        var agreements = await Db.ReadAsync(s => s.ClientAgreements.Where(a => a.GivenOn != null).ToListAsync());
        agreements.Count.ShouldBe(3);
        agreements.ShouldAllBe(a => a.Status == AgreementStatus.Withdrawn && a.RecordHash != null);
    }

    /// <summary>A process whose next transaction finds, when it commits, that something else was committed since it has read.</summary>
    private async Task<ServiceProvider> MeetingAsync(Func<Task> meanwhile)
    {
        var meeting = new MeetingDatabase(Db.Database, meanwhile) { IsOn = false };
        var late = Db.AnotherProcess(meeting, further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await late.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        meeting.IsOn = true;
        return late;
    }

    private static Task<NoAnswer> WithdrawAsync(ServiceProvider process) => process.GetRequiredService<IClientNoes>().EnterAsync(
        "vdab", MeantClient.ByNumber(IdentifierSchemes.Insz, Number)!, new ClientNo(NoKind.Withdrawal), "dora", CancellationToken.None);

    private async Task LeasedAsync()
    {
        await Db.WriteAsync(unit => unit.Enqueue(StageNames.Translation, unit.Keys.Next()));
        (_token, _) = await Db.Queue.LeaseAsync(StageNames.Translation, 1, 1000, TimeSpan.FromMinutes(1), CancellationToken.None);
        _item = await Db.ReadAsync(s => s.WorkItems.AsNoTracking().SingleAsync(w => w.Stage == StageNames.Translation));
    }

    private Task<IntakeSnapshots> NamedAsync() =>
        Process.GetRequiredService<ITranslationStore>().KnownAsync([("vdab", new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, Number)] })], [], CancellationToken.None);

    /// <summary>Translation keeps a record of the client, under the key that it has read.</summary>
    private Task KeepAsync(IntakeSnapshots known)
    {
        var draft = new Draft(known, Db.Circumstances.Now());
        var client = known.Register.Of(draft, "vdab", new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, Number)] });
        draft.Keep(
            Rows.Record(draft.NewKey()) with { ClientId = client.ClientId, Number = 9 }, client, [], new ReadRecord { Number = 9, Statements = [], Slice = Plain, Kept = Plain });
        return Process.GetRequiredService<ITranslationStore>().ApplyAsync(known, _token, [new SettledPart(_item, draft.Decided(ItemOutcome.Completed), Finished: true, null)], CancellationToken.None);
    }
}
