using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stages;

public sealed class LoadOnSqlite : LoadSuite<SqliteFixture>;

public sealed class LoadOnPostgreSql : LoadSuite<PostgreSqlFixture>;

public sealed class LoadOnSqlServer : LoadSuite<SqlServerFixture>;

/// <summary>A load that finds less than was asked for, because it was erased or moved meanwhile, returns less and does not throw.</summary>
public abstract class LoadSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Recipient = "ocmw-leuven";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreTheory]
    [InlineData(StageNames.Referral)]
    [InlineData(StageNames.Outcome)]
    public async Task Records_that_were_erased_are_not_there_and_the_others_are(string stage)
    {
        var (whole, erased, destroyed, keyless, emptied) = (await RecordAsync(), await RecordAsync(), await RecordAsync(), await RecordAsync(), await RecordAsync());
        var (token, items) = await Db.LeasedAsync(stage, whole, erased, destroyed, keyless, emptied);
        await using (var store = Db.Database.Open())
        {
            await store.Records.Where(r => r.Id == erased).ExecuteDeleteAsync();
            await DestroyAsync(store, destroyed);
            await store.Clients.Where(c => c.Id == keyless).ExecuteDeleteAsync();
            await store.Records.Where(r => r.Id == emptied).ExecuteUpdateAsync(r => r.SetProperty(x => x.Sealed, (byte[]?)null));
        }

        var ids = items.Select(i => i.Id).ToList();
        var load = stage == StageNames.Referral
            ? await Db.Stages.LoadStatementsAsync(token, ids, CancellationToken.None)
            : await Db.Stages.LoadRepliesAsync(token, ids, CancellationToken.None);

        load.Items.Select(i => i.Id).ShouldBe(ids, "what their absence means is the rule's to say");
        load.Known.Records.All.Select(r => r.Id).ShouldBe([whole, destroyed, keyless, emptied], ignoreOrder: true);
        load.Statements.Where(s => s.Value.Count > 0).Select(s => s.Key).ShouldBe([whole]);
        load.Statements.ShouldNotContainKey(destroyed);
        load.Statements.ShouldNotContainKey(keyless);
    }

    [StoreTheory]
    [InlineData(StageNames.Referral, "key")]
    [InlineData(StageNames.Referral, "own key")]
    [InlineData(StageNames.Referral, "bytes")]
    [InlineData(StageNames.Referral, "key too short")]
    [InlineData(StageNames.Outcome, "key")]
    [InlineData(StageNames.Outcome, "own key")]
    [InlineData(StageNames.Outcome, "bytes")]
    public async Task A_record_that_cannot_be_opened_is_named_and_the_others_are_there(string stage, string damage)
    {
        var (whole, damaged) = (await RecordAsync(), await RecordAsync());
        var (token, items) = await Db.LeasedAsync(stage, whole, damaged);
        await Db.ReadAsync(s => damage switch
        {
            "key" => s.Clients.Where(c => c.Id == damaged).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[60])),
            "key too short" => s.Clients.Where(c => c.Id == damaged).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[5])),
            "own key" => s.Records.Where(r => r.Id == damaged).ExecuteUpdateAsync(r => r.SetProperty(x => x.Wrapped, new byte[60])),
            _ => s.Records.Where(r => r.Id == damaged).ExecuteUpdateAsync(r => r.SetProperty(x => x.Sealed, new byte[60])),
        });

        var ids = items.Select(i => i.Id).ToList();
        var load = stage == StageNames.Referral
            ? await Db.Stages.LoadStatementsAsync(token, ids, CancellationToken.None)
            : await Db.Stages.LoadRepliesAsync(token, ids, CancellationToken.None);

        load.Unreadable.ShouldBe([damaged]);
        load.Statements.Keys.ShouldBe([whole]);
        load.Decide(items.Single(i => i.SubjectId == whole), stated => new Decision(ItemOutcome.Completed, [new Effect.Audited("planted", "gateway", whole, stated!.Count)])).Effects.Count.ShouldBe(1);
        Should.Throw<UnreadableRecordException>(() => load.Decide(items.Single(i => i.SubjectId == damaged), _ => throw new InvalidOperationException("It must not be decided.")));
    }

    [StoreFact]
    public async Task A_client_whose_key_cannot_be_opened_is_named_by_the_register_and_the_others_are_known()
    {
        var (whole, damaged, destroyed) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        var keys = await ClientAsync(whole, damaged, destroyed);
        await Db.WriteAsync(u =>
        {
            foreach (var id in new[] { whole, damaged, destroyed })
                u.Write(new ClientIdentifier { Agency = "vdab", Scheme = "agency", Hash = Db.Installation.Index.Identifier("vdab", "agency", id.ToString("N")), ClientId = id });
        });
        await using (var store = Db.Database.Open())
        {
            await store.Clients.Where(c => c.Id == damaged).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[60]));
            await DestroyAsync(store, destroyed);
        }

        var named = new[] { whole, damaged, destroyed }.Select(id => new Client { Identifiers = [new Identifier("agency", id.ToString("N"))] }).ToList();
        var register = (await Db.Translations.KnownAsync([.. named.Select(c => ("vdab", c))], [], CancellationToken.None)).Register;

        named.Select(c => register.IsUnreadable("vdab", c)).ShouldBe([false, true, false]);
        register.IsUnreadable("another", named[1]).ShouldBeFalse();
        var draft = new Draft(new Snapshots(), new Circumstances(null!, null!, Db.Keys, new Moment(Db.Domain.GetUtcNow())));
        register.Of(draft, "vdab", named[0]).ShouldSatisfyAllConditions(c => c.ClientId.ShouldBe(whole), c => c.Key.ToArray().ShouldBe(keys[whole]));
        // A withdrawal needs no key: who is meant is known.
        register.Of(draft, "vdab", named[1]).ShouldSatisfyAllConditions(c => c.ClientId.ShouldBe(damaged), c => c.Key.Length.ShouldBe(0));
    }

    [StoreFact]
    public async Task Deliveries_of_erased_clients_are_told_and_those_that_are_gone_are_not_there()
    {
        var (whole, later, gone, destroyed, clientless) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        await ClientAsync(whole, gone, destroyed);
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Delivery(whole, whole));
            u.Write(Rows.Delivery(later, whole, sequence: 2));
            foreach (var id in new[] { gone, destroyed, clientless })
                u.Write(Rows.Delivery(id, id));
        });
        var (token, items) = await Db.LeasedAsync(StageNames.Delivery, whole, later, gone, destroyed, clientless);
        await using (var store = Db.Database.Open())
        {
            await store.Deliveries.Where(d => d.Id == gone).ExecuteDeleteAsync();
            await DestroyAsync(store, destroyed);
        }

        var ids = items.Select(i => i.Id).ToList();
        var load = await Db.Releases.LoadDeliveriesAsync(token, ids, CancellationToken.None);

        load.Items.Select(i => i.Id).ShouldBe(ids);
        load.Known.Deliveries.All.Select(d => d.Id).ShouldBe([whole, later, destroyed, clientless], ignoreOrder: true);
        load.Heads.ShouldBe([whole, destroyed, clientless], ignoreOrder: true);
        load.Known.Erased.ShouldBe([destroyed, clientless], ignoreOrder: true);
        load.Known.Keys.Keys.ShouldBe([whole]);
        load.Known.Unreadable.ShouldBeEmpty();
        var attempted = await Db.Releases.LoadAttemptedAsync(token, ids, CancellationToken.None);
        (attempted.Items.Count, attempted.Known.Deliveries.All.Count).ShouldBe((5, 4));
    }

    [StoreFact]
    public async Task What_cannot_be_opened_is_told_apart_from_what_was_erased()
    {
        var (whole, damaged) = (Db.Keys.Next(), Db.Keys.Next());
        await ClientAsync(whole, damaged);
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Delivery(whole, whole));
            u.Write(Rows.Delivery(damaged, damaged));
        });
        await Db.ReadAsync(s => s.Clients.Where(c => c.Id == damaged).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[60])));
        var (token, items) = await Db.LeasedAsync(StageNames.Delivery, whole, damaged);

        var load = await Db.Releases.LoadDeliveriesAsync(token, [.. items.Select(i => i.Id)], CancellationToken.None);

        load.Known.Erased.ShouldBeEmpty();
        load.Known.Unreadable.ShouldBe([damaged]);
        load.Known.Keys.Keys.ShouldBe([whole]);
    }

    [StoreFact]
    public async Task Deadlines_about_what_is_gone_are_there_without_it()
    {
        var (referral, gone) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(u => u.Write(Rows.Referral(referral)));
        var (token, items) = await Db.LeasedAsync(StageNames.Clocks, referral, gone);

        var (held, known) = await Db.Stages.LoadDeadlinesAsync(token, [.. items.Select(i => i.Id)], CancellationToken.None);

        held.Count.ShouldBe(2);
        known.Referrals.All.Select(r => r.Id).ShouldBe([referral]);
        (known.Handovers.All.Count, known.Deliveries.All.Count, known.Submissions.Count, known.Deadlines.Count).ShouldBe((0, 0, 0, 0));
    }

    [StoreFact]
    public async Task A_part_that_ended_is_read_with_whatever_of_its_client_may_follow_it_and_a_dated_goal_with_its_plan()
    {
        var (client, referral, later, other) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        var (ended, open) = (Db.Keys.Next(), Db.Keys.Next());
        var goal = new Deadline { Id = Db.Keys.Next(), Kind = DeadlineKinds.DatedGoal, SubjectId = referral, DueAt = DateTimeOffset.UnixEpoch, State = DeadlineState.Fired };
        await ClientAsync(client);
        await Db.WriteAsync(u =>
        {
            foreach (var (id, of) in new[] { (referral, client), (later, client), (other, Db.Keys.Next()) })
                u.Write(Rows.Referral(id) with { ClientId = of });
            u.Write(Rows.Handover(ended) with { ReferralId = referral, ClientId = client, State = HandoverState.Completed });
            u.Write(Rows.Handover(open) with { ReferralId = later, ClientId = client, State = HandoverState.Accepted });
            u.Write(goal);
        });

        async Task<Gateway.Core.Deadlines.DeadlineSnapshots> OfAsync(Guid subject)
        {
            var (token, items) = await Db.LeasedAsync(StageNames.Clocks, subject);
            return (await Db.Stages.LoadDeadlinesAsync(token, [.. items.Select(i => i.Id)], CancellationToken.None)).Known;
        }

        var known = await OfAsync(ended);
        known.Referrals.All.Select(r => r.Id).ShouldBe([referral, later], ignoreOrder: true);
        known.Handovers.All.Select(h => h.Id).ShouldBe([ended, open], ignoreOrder: true);
        known = await OfAsync(goal.Id);
        known.Referrals.All.Select(r => r.Id).ShouldBe([referral]);
        known.Handovers.All.Select(h => h.Id).ShouldBe([ended]);
        known.Deadlines.Select(d => d.Id).ShouldBe([goal.Id]);
        (await OfAsync(open)).Referrals.All.ShouldBeEmpty("a part that runs is looked at alone");
    }

    [StoreFact]
    public async Task A_submission_that_is_gone_is_not_translated()
    {
        var (token, items) = await Db.LeasedAsync(StageNames.Translation, Db.Keys.Next());
        (await Db.Translations.LoadAsync(token, [items[0].Id], CancellationToken.None)).ShouldBeEmpty();
        (await Db.Translations.LoadAsync(token, [], CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_page_of_a_feed_leaves_out_what_was_erased_and_names_what_cannot_be_opened()
    {
        var (whole, destroyed, damaged) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        var keys = await ClientAsync(whole, destroyed, damaged);
        await Db.WriteAsync(u =>
        {
            u.Write(new FeedSnapshot { Agency = Recipient, Last = 3 });
            foreach (var (id, i) in new[] { whole, destroyed, damaged }.Select((id, i) => (id, i)))
                u.Write(Rows.Delivery(id, id) with { State = DeliveryState.Released, Position = i + 1, Payload = Sealing.Seal(keys[id], [1, 2], Sealing.Context(id, id == damaged ? "another" : "payload")) });
        });
        await using (var store = Db.Database.Open())
            await DestroyAsync(store, destroyed);

        var page = await Db.FeedStore.ReadAsync(Recipient, 0, 10, CancellationToken.None);

        (page.Last, page.Rows, page.Through, page.Waiting).ShouldBe((3, 3, 3, false));
        page.Items.ShouldHaveSingleItem().Bytes.ToArray().ShouldBe([1, 2]);
        page.Unreadable.ShouldBe([damaged]);
        (await Db.FeedStore.LoadUnreadableAsync([damaged, Db.Keys.Next()], CancellationToken.None)).Deliveries.All.Select(d => d.Id).ShouldBe([damaged]);
        var unconfirmed = await Db.FeedStore.LoadUnconfirmedAsync(Recipient, 2, 10, CancellationToken.None);
        (unconfirmed.Feed!.Last, unconfirmed.Through).ShouldBe((3, null));
        unconfirmed.Known.Deliveries.All.Select(d => d.Id).ShouldBe([whole, destroyed]);
    }

    [StoreFact]
    public async Task A_feed_that_nothing_was_ever_released_to_is_empty()
    {
        var page = await Db.FeedStore.ReadAsync(Recipient, 0, 10, CancellationToken.None);
        (page.Last, page.Rows, page.Waiting).ShouldBe((0, 0, false));
        var heads = await Db.FeedStore.LoadHeadsAsync(Recipient, 10, CancellationToken.None);
        (heads.Heads.Count, heads.Feed, heads.More).ShouldBe((0, null, false));
        (await Db.FeedStore.LoadHandoverHeadAsync(Recipient, Db.Keys.Next(), CancellationToken.None)).ShouldBeNull();
        (await Db.FeedStore.LoadUnconfirmedAsync(Recipient, 5, 10, CancellationToken.None)).Feed.ShouldBeNull();
        (await Db.FeedStore.LoadUnconfirmedAsync(Recipient, Db.Keys.Next(), CancellationToken.None)).Deliveries.All.ShouldBeEmpty();
        (await Db.Releases.WakeAsync(Recipient, 10, attempted: true, CancellationToken.None)).ShouldBeFalse();
    }

    [StoreFact]
    public Task Nothing_new_is_loaded_for_an_agency_on_hold() => HeldAsync(new HoldRow { Agency = Recipient, User = "rita", Reason = "Planted." });

    [StoreFact]
    public async Task After_a_restore_nothing_new_is_loaded_for_anybody_not_even_for_an_agency_that_came_since()
    {
        var handover = await HeldAsync(new HoldRow { Agency = "known-before", User = RestoreHold.User, Reason = "Planted." });
        (await Db.FeedStore.LoadHandoverHeadAsync(Recipient, handover, CancellationToken.None))!.Heads.ShouldBeEmpty("the inbox is opened at the gateway");
    }

    [StoreFact]
    public async Task A_hold_of_a_person_holds_its_agency_alone()
    {
        var id = Db.Keys.Next();
        await ClientAsync(id);
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Delivery(id, id));
            u.Write(new HoldRow { Agency = "another", User = "rita", Reason = "Planted." });
        });

        (await Db.FeedStore.LoadHeadsAsync(Recipient, 10, CancellationToken.None)).Heads.Select(d => d.Id).ShouldBe([id]);
    }

    /// <returns>The handover of what waits.</returns>
    private async Task<Guid> HeldAsync(HoldRow hold)
    {
        var id = Db.Keys.Next();
        await ClientAsync(id);
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Handover(id));
            u.Write(Rows.Delivery(id, id) with { HandoverId = id });
        });
        (await Db.FeedStore.LoadHeadsAsync(Recipient, 10, CancellationToken.None)).Heads.Select(d => d.Id).ShouldBe([id]);
        (await Db.FeedStore.LoadHandoverHeadAsync(Recipient, id, CancellationToken.None))!.Heads.Select(d => d.Id).ShouldBe([id]);
        await Db.WriteAsync(u => u.Write(hold));

        (await Db.FeedStore.LoadHeadsAsync(Recipient, 10, CancellationToken.None)).Heads.ShouldBeEmpty();
        (await Db.FeedStore.ReadAsync(Recipient, 0, 10, CancellationToken.None)).Waiting.ShouldBeFalse();
        var (token, items) = await Db.LeasedAsync(StageNames.Delivery, id);
        (await Db.Releases.LoadDeliveriesAsync(token, [items[0].Id], CancellationToken.None)).Known.OnHold.ShouldBe([Recipient]);
        return id;
    }

    [StoreFact]
    public async Task Intake_finds_what_was_accepted_before_and_only_what_may_be_corrected()
    {
        var (id, setAside) = (Db.Keys.Next(), Db.Keys.Next());
        var earlier = Rows.Submission(id, 1);
        await Db.WriteAsync(u =>
        {
            u.Write(earlier);
            u.Write(Rows.Record(setAside) with { State = RecordState.SetAside });
            u.Write(Rows.Record(Db.Keys.Next()) with { SubmissionId = setAside, Number = 2 });
        });
        NewSubmission New(byte[] keyHash, RecordName? corrects) =>
            new() { Submission = Rows.Submission(Db.Keys.Next(), 1) with { KeyHash = keyHash }, Sealed = [], Noes = [], Corrects = corrects };

        var known = await Db.Intake.LoadAsync(
            [New(earlier.KeyHash, new RecordName(setAside, 1)), New([7], new RecordName(setAside, 2)), New([8], new RecordName(Db.Keys.Next(), 1)), New([9], null)], CancellationToken.None);

        known.Earlier.Select(s => s.Id).ShouldBe([id]);
        known.Corrected.ShouldBe(new Dictionary<RecordName, Guid> { [new RecordName(setAside, 1)] = setAside });
    }

    /// <summary>A record under a key of its own, with a statement.</summary>
    private async Task<Guid> RecordAsync()
    {
        var id = Db.Keys.Next();
        var key = (await ClientAsync(id))[id];
        var statement = Statement.Of(EventTypes.ReferralCancelled, System.Text.Encoding.UTF8.GetBytes("""{"ticket": "T-1", "inReplyTo": "T-0"}"""));
        statement.Content.ShouldBeOfType<ReferralEnded>();
        await Db.WriteAsync(u => u.Write(Rows.Record(id) with { Sealed = RecordVault.Seal(id, key, [statement], []) }));
        return id;
    }

    /// <summary>Clients whose keys have the clients' ids.</summary>
    private async Task<Dictionary<Guid, byte[]>> ClientAsync(params Guid[] ids)
    {
        Dictionary<Guid, byte[]> keys = [];
        await Db.WriteAsync(u =>
        {
            foreach (var id in ids)
            {
                keys[id] = [.. id.ToByteArray(), .. id.ToByteArray()];
                u.Write(Rows.Client(id) with { Wrapped = Db.Master.Wrap(keys[id], Sealing.Context(id, "key")) });
            }
        });
        return keys;
    }

    private static Task DestroyAsync(GatewayContext store, Guid client) =>
        store.Clients.Where(c => c.Id == client).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null));
}
