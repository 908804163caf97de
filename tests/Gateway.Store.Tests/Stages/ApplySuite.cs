using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stages;

public sealed class ApplyOnSqlite : ApplySuite<SqliteFixture>;

public sealed class ApplyOnPostgreSql : ApplySuite<PostgreSqlFixture>;

public sealed class ApplyOnSqlServer : ApplySuite<SqlServerFixture>;

/// <summary>The decisions of a batch are written together, and only if everything they were based on still holds.</summary>
public abstract class ApplySuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    public static TheoryData<string> Kinds => ["client", "agreement", "referral", "handover", "delivery", "record"];

    [StoreTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_row_that_moved_refuses_the_whole_batch(string kind)
    {
        var (token, items, read) = await BatchAsync(kind);
        var (before, after) = (read, Changed(read));
        await Db.WriteAsync(u => u.Change(before, Changed(before)));

        await RefusedAsync(token, items, new Effect.Changed(before, after));

        // Loaded and decided again it goes through.
        await ApplyAsync(token, items, new Effect.Changed(await ReadAsync(kind), Changed(await ReadAsync(kind))));
        ((await ReadAsync(kind)).Version, await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.Stage == Rows.Stage))).ShouldBe((2, 0));
    }

    [StoreTheory]
    [InlineData("client")]
    [InlineData("agreement")]
    [InlineData("handover")]
    public async Task A_row_that_was_relied_on_and_moved_refuses_the_whole_batch(string kind)
    {
        var (token, items, read) = await BatchAsync(kind);
        await Db.WriteAsync(u => u.Change(read, Changed(read)));

        await RefusedAsync(token, items, new Effect.ReliedOn(read));

        await ApplyAsync(token, items, new Effect.ReliedOn(await ReadAsync(kind)));
        (await ReadAsync(kind)).Version.ShouldBe(1);
    }

    [StoreTheory]
    [InlineData("agreement")]
    [InlineData("handover")]
    public async Task A_change_of_what_releases_rely_on_is_refused_when_the_client_was_used_since_it_was_read(string kind)
    {
        var (token, items, read) = await BatchAsync(kind);
        await Db.WriteAsync(u => u.Write(Rows.Client(read.Id)));
        var client = await Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync());
        await Db.WriteAsync(u => u.Use(client));
        Task ChangeAsync(ClientSnapshot known) => Db.Stages.ApplyAsync(
            new Snapshots { Clients = new SnapshotSet<ClientSnapshot>([known]) }, token,
            Settled(items, Written(new Effect.Changed(read, Changed(read)))), CancellationToken.None);

        Db.Faults.IsConflict(await Should.ThrowAsync<Exception>(() => ChangeAsync(client))).ShouldBeTrue();
        await NothingWrittenAsync();

        await ChangeAsync(client with { Uses = 1 });
        ((await ReadAsync(kind)).Version, (await Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync())).Uses).ShouldBe((1, 2));
    }

    [StoreTheory]
    [InlineData("agreement")]
    [InlineData("handover")]
    public async Task Of_what_a_decision_relies_on_only_the_client_is_written(string kind)
    {
        var (token, items, read) = await BatchAsync(kind);
        await Db.WriteAsync(u => u.Write(Rows.Client(read.Id)));
        var client = await Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync());

        await ApplyAsync(token, items, new Effect.ReliedOn(client), new Effect.ReliedOn(read));

        (await ReadAsync(kind)).ShouldBeEquivalentTo(read);
        (await Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync())).ShouldBeEquivalentTo(client with { Uses = 1 });
    }

    [StoreTheory]
    [InlineData("client", true)]
    [InlineData("client", false)]
    [InlineData("agreement", true)]
    [InlineData("delivery", false)]
    public async Task A_row_that_was_erased_refuses_the_whole_batch(string kind, bool reliedOn)
    {
        var (token, items, read) = await BatchAsync(kind);
        await Db.ReadAsync(async s =>
        {
            await s.Clients.Where(c => c.Id == read.Id).ExecuteDeleteAsync();
            await s.ClientAgreements.ExecuteDeleteAsync();
            return await s.Deliveries.ExecuteDeleteAsync();
        });

        await RefusedAsync(token, items, reliedOn ? new Effect.ReliedOn(read) : new Effect.Changed(read, Changed(read)));
    }

    [StoreFact]
    public async Task A_new_row_that_another_made_first_refuses_the_whole_batch()
    {
        var (token, items, read) = await BatchAsync("client");
        ClientIdentifier Named(Guid client) => new() { Agency = "vdab", ClientId = client, Hash = [1, 2, 3], Scheme = "agency" };
        await Db.WriteAsync(u => u.Write(Named(read.Id)));

        await RefusedAsync(token, items, new Effect.Added(Named(Db.Keys.Next())));
    }

    [StoreFact]
    public async Task A_work_item_that_exists_already_refuses_the_whole_batch()
    {
        var (token, items, read) = await BatchAsync("client");
        await Db.WriteAsync(u => u.Enqueue(StageNames.Delivery, read.Id));

        await RefusedAsync(token, items, new Effect.Enqueued(StageNames.Delivery, read.Id));
    }

    [StoreTheory]
    [InlineData("stage")]
    [InlineData("release")]
    [InlineData("translation")]
    public async Task One_lost_lease_refuses_the_whole_batch(string store)
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var (token, items, _) = await BatchAsync("client");
        await Db.ReadAsync(s => s.WorkItems.Where(w => w.Id == items[1].Id).ExecuteUpdateAsync(w => w.SetProperty(x => x.LeaseToken, Db.Keys.Next())));
        var effects = Written();

        var lost = await Should.ThrowAsync<Exception>(() => store switch
        {
            "stage" => Db.Stages.ApplyAsync(new Snapshots(), token, Settled(items, effects), CancellationToken.None),
            "release" => Db.Releases.ApplyAsync(new Snapshots(), token, Settled(items, effects), [new FeedChange(null, new FeedSnapshot { Agency = "vdab", Last = 1 })], CancellationToken.None),
            _ => Db.Translations.ApplyAsync(new Snapshots(),
                token, [new SettledPart(items[0], new Decision(ItemOutcome.Completed, effects), Finished: true, null), new SettledPart(items[1], null, Finished: false, null)], CancellationToken.None),
        });

        (Db.Faults.IsLeaseLost(lost), Db.Faults.IsConflict(lost)).ShouldBe((true, false));
        await NothingWrittenAsync();
        (await Db.ReadAsync(s => s.Feeds.CountAsync())).ShouldBe(0);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_feed_that_somebody_else_counted_in_refuses_the_whole_batch(bool known)
    {
        var (token, items, _) = await BatchAsync("client");
        var feed = new FeedSnapshot { Agency = "vdab", Last = 3 };
        await Db.WriteAsync(u => u.Write(feed));
        var change = known ? new FeedChange(feed, feed with { Last = 4 }) : new FeedChange(null, feed with { Last = 1 });
        if (known)
            await Db.WriteAsync(u => u.Change(feed, feed with { Last = 4 }));

        var byStage = await Should.ThrowAsync<Exception>(() => Db.Releases.ApplyAsync(new Snapshots(), token, Settled(items, Written()), [change], CancellationToken.None));
        var byReader = await Should.ThrowAsync<Exception>(() => Db.FeedStore.ApplyAsync(new Snapshots(), [new Decision(ItemOutcome.Completed, Written())], [change], CancellationToken.None));

        (Db.Faults.IsConflict(byStage), Db.Faults.IsConflict(byReader)).ShouldBe((true, true));
        await NothingWrittenAsync();
    }

    [StoreFact]
    public async Task Several_changes_of_a_row_raise_its_version_once_and_a_new_row_that_changes_is_written_as_it_ends()
    {
        var (token, items, _) = await BatchAsync("client");
        var read = (ClientSnapshot)await ReadAsync("client");
        var (once, twice) = (read with { Objected = true }, read with { Objected = true, Restricted = true });
        var made = Rows.Referral(Db.Keys.Next());

        await ApplyAsync(
            token, items, new Effect.ReliedOn(read), new Effect.Changed(read, once), new Effect.Changed(once, twice),
            new Effect.Added(made), new Effect.Changed(made, made with { ReasonCode = "planted" }), new Effect.ReliedOn(made));

        (await ReadAsync("client")).ShouldBe(twice with { Version = 1 });
        var referral = await Db.ReadAsync(s => s.Referrals.SingleAsync(r => r.Id == made.Id));
        (referral.ReasonCode, referral.Version).ShouldBe(("planted", 0));
    }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Items_that_are_done_are_gone_and_what_they_cause_is_there_however_many_of_each(int caused)
    {
        var (token, items, _) = await BatchAsync("client");
        var subjects = Enumerable.Range(0, caused).Select(_ => Db.Keys.Next()).ToList();

        await Db.Stages.ApplyAsync(
            new Snapshots(), token,
            [.. items.Select((item, i) => new SettledItem(item, new Decision(ItemOutcome.Completed, i == 0 ? [.. subjects.Select(s => new Effect.Enqueued(StageNames.Clocks, s, "00-trace", 2))] : [])))],
            CancellationToken.None);

        var left = await Db.ReadAsync(s => s.WorkItems.AsNoTracking().OrderBy(w => w.SubjectId).ToListAsync());
        left.Select(w => (w.Stage, w.SubjectId, w.Generation, w.TraceParent, w.State, w.Attempts, w.LeaseToken)).ShouldBe(
            subjects.Order().Select(s => (StageNames.Clocks, s, 2, (string?)"00-trace", WorkItemState.Open, 0, (Guid?)null)));
        left.Select(w => w.Id).Intersect(items.Select(i => i.Id)).ShouldBeEmpty("a new item has an id of its own");
    }

    [StoreFact]
    public async Task Deadlines_that_are_stopped_are_those_of_their_kind_and_subject_also_when_the_same_batch_started_them()
    {
        var (token, items, _) = await BatchAsync("client");
        var (subject, other) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(u =>
        {
            u.StartDeadline(DeadlineKinds.DatedGoal, subject, u.Now);
            u.StartDeadline(DeadlineKinds.ApplicationDecision, subject, u.Now);
            u.StartDeadline(DeadlineKinds.DatedGoal, other, u.Now);
        });
        var started = new Deadline { Id = Db.Keys.Next(), Kind = DeadlineKinds.DatedGoal, SubjectId = subject, DueAt = DateTimeOffset.UnixEpoch };

        await Db.Stages.ApplyAsync(
            new Snapshots(), token,
            [.. items.Select((item, i) => new SettledItem(item, new Decision(ItemOutcome.Completed, i == 0 ? [new Effect.Added(started), new Effect.DeadlinesStopped(subject, DeadlineKinds.DatedGoal)] : [])))],
            CancellationToken.None);

        var running = await Db.ReadAsync(s => s.Deadlines.Where(d => d.State == DeadlineState.Running).Select(d => new { d.SubjectId, d.Kind }).ToListAsync());
        running.Select(d => (d.SubjectId, d.Kind)).ShouldBe([(subject, DeadlineKinds.ApplicationDecision), (other, DeadlineKinds.DatedGoal)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task An_item_that_was_parked_meanwhile_becomes_no_other()
    {
        var (token, items, _) = await BatchAsync("client");
        await Db.ReadAsync(s => s.WorkItems.Where(w => w.Id == items[1].Id).ExecuteUpdateAsync(w => w.SetProperty(x => x.State, WorkItemState.Parked)));

        var lost = await Should.ThrowAsync<Exception>(() => ApplyAsync(token, items, new Effect.Enqueued(StageNames.Clocks, Db.Keys.Next())));

        Db.Faults.IsLeaseLost(lost).ShouldBeTrue();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.Stage == Rows.Stage))).ShouldBe(2);
    }

    [StoreFact]
    public async Task What_cannot_be_done_is_parked_beside_what_can_and_stands_in_a_task()
    {
        var (token, items, _) = await BatchAsync("client");

        await Db.Stages.ApplyAsync(
            new Snapshots(), token,
            [new SettledItem(items[0], new Decision(ItemOutcome.Completed, Written())), new SettledItem(items[1], null, new Fault("rule-failed", "Planted."))], CancellationToken.None);

        (await Db.ReadAsync(s => s.WorkItems.AsNoTracking().OrderBy(w => w.Id).Where(w => w.Stage == Rows.Stage).Select(w => w.State).ToListAsync()))
            .ShouldBe([WorkItemState.Parked], "what is done has no row any more");
        var task = await Db.ReadAsync(s => s.Tasks.SingleAsync());
        (task.Kind, task.SubjectId, task.ReasonCode).ShouldBe((TaskKinds.Parked, items[1].Id, "rule-failed"));
        (await Db.ReadAsync(s => s.Audit.OrderBy(a => a.Id).Select(a => a.Kind).ToListAsync())).ShouldBe(["planted", "work-item.parked"], ignoreOrder: true);
    }

    /// <summary>A stored row, and two leased work items.</summary>
    private async Task<(Guid Token, IReadOnlyList<WorkItem> Items, IVersioned Read)> BatchAsync(string kind)
    {
        await Db.WriteAsync(u => u.Write(Made(kind, u.Keys.Next())));
        var (token, items) = await Db.LeasedAsync(Rows.Stage, Db.Keys.Next(), Db.Keys.Next());
        return (token, items, await ReadAsync(kind));
    }

    /// <summary>Effects that leave something of every kind behind.</summary>
    private Effect[] Written(params Effect[] also)
    {
        var id = Db.Keys.Next();
        return [new Effect.Added(Rows.Handover(id) with { Services = "written" }), new Effect.Audited("planted", "gateway", id, null), new Effect.Enqueued(StageNames.Clocks, id), .. also];
    }

    private static List<SettledItem> Settled(IReadOnlyList<WorkItem> items, Effect[] effects) =>
        [new SettledItem(items[0], new Decision(ItemOutcome.Completed, effects)), new SettledItem(items[1], Decision.Wait(TimeSpan.FromMinutes(5)))];

    private Task ApplyAsync(Guid token, IReadOnlyList<WorkItem> items, params Effect[] last) =>
        // The effect in question is decided about the second item, after what is decided about the first.
        Db.Stages.ApplyAsync(
            new Snapshots(), token,
            [new SettledItem(items[0], new Decision(ItemOutcome.Completed, Written())), new SettledItem(items[1], new Decision(ItemOutcome.Completed, last))], CancellationToken.None);

    private async Task RefusedAsync(Guid token, IReadOnlyList<WorkItem> items, Effect effect)
    {
        var refused = await Should.ThrowAsync<Exception>(() => ApplyAsync(token, items, effect));
        (Db.Faults.IsConflict(refused), Db.Faults.IsLeaseLost(refused)).ShouldBe((true, false));
        await NothingWrittenAsync();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.Stage == Rows.Stage && w.LeaseToken == token))).ShouldBe(2, "both are still held");
    }

    private async Task NothingWrittenAsync()
    {
        (await Db.ReadAsync(s => s.Handovers.CountAsync(h => h.Services == "written"))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(0);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.Stage == StageNames.Clocks))).ShouldBe(0);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.State == WorkItemState.Open && w.Stage == Rows.Stage && w.LeasedUntil != null))).ShouldBe(2);
    }

    private static IVersioned Made(string kind, Guid id) => kind switch
    {
        "client" => Rows.Client(id),
        "agreement" => Rows.Agreement(id),
        "referral" => Rows.Referral(id),
        "handover" => Rows.Handover(id),
        "delivery" => Rows.Delivery(id, id),
        _ => Rows.Record(id),
    };

    private static IVersioned Changed(IVersioned row) => row switch
    {
        ClientSnapshot client => client with { SecretAddress = true },
        ClientAgreement agreement => agreement with { Expires = new DateOnly(2027, 1, 1).AddDays(agreement.Version) },
        ReferralSnapshot referral => referral with { ReasonCode = $"planted-{referral.Version}" },
        HandoverSnapshot handover => handover with { Told = $"planted-{handover.Version}" },
        DeliverySnapshot delivery => delivery with { ReasonCode = $"planted-{delivery.Version}" },
        RecordSnapshot record => record with { ReasonCode = $"planted-{record.Version}" },
        _ => throw new InvalidOperationException($"{row.GetType().Name} is no row of these."),
    };

    private Task<IVersioned> ReadAsync(string kind) => Db.ReadAsync<IVersioned>(async s => kind switch
    {
        "client" => await s.Clients.AsNoTracking().SingleAsync(),
        "agreement" => await s.ClientAgreements.AsNoTracking().SingleAsync(),
        "referral" => await s.Referrals.AsNoTracking().SingleAsync(),
        "handover" => await s.Handovers.AsNoTracking().SingleAsync(h => h.Services != "written"),
        "delivery" => await s.Deliveries.AsNoTracking().SingleAsync(),
        _ => await s.Records.AsNoTracking().SingleAsync(),
    });
}
