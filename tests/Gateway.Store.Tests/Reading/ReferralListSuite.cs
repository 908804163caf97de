using System.Data.Common;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Store.Tests.Seen;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Reading;

public sealed class ReferralListOnSqlite : ReferralListSuite<SqliteFixture>;

public sealed class ReferralListOnPostgreSql : ReferralListSuite<PostgreSqlFixture>;

public sealed class ReferralListOnSqlServer : ReferralListSuite<SqlServerFixture>;

/// <summary>An agency's list and the operators' call list: each page takes as many statements, however much there is.</summary>
public abstract class ReferralListSuite<TFixture> : StoreSuite<TFixture>, IDisposable where TFixture : DatabaseFixture, new()
{
    private readonly CountedStatements _counted;

    protected ReferralListSuite() => _counted = new CountedStatements(IsMine).Begun();

    public void Dispose()
    {
        _counted.Dispose();
        GC.SuppressFinalize(this);
    }

    [StoreFact]
    public async Task Pages_hold_each_referral_once_in_order_with_the_same_number_of_statements()
    {
        await ReferredAsync(3);
        var (_, few) = await _counted.OfAsync(() => Db.ReferralList.ReadAsync("vdab", Beginning, 100, default));
        await ReferredAsync(60);

        List<ListedReferral> all = [];
        ReferralPlace? place = Beginning;
        while (place is not null)
        {
            var (page, statements) = await _counted.OfAsync(() => Db.ReferralList.ReadAsync("vdab", place, 17, default));
            statements.ShouldBe(few);
            all.AddRange(page.Items);
            place = page.Next;
        }

        few.ShouldBe(4);
        all.Select(i => i.Id).Distinct().Count().ShouldBe(63);
        all.Count.ShouldBe(63);
        all.Select(i => i.SubmittedAt).ShouldBe(all.Select(i => i.SubmittedAt).Order());
    }

    [StoreFact]
    public async Task A_recipient_lists_only_what_reached_it()
    {
        await ReferredAsync(2);
        (await Db.ReferralList.ReadAsync("ocmw-leuven", Beginning, 1, default)).ShouldSatisfyAllConditions(p => p.Items.ShouldBeEmpty(), p => p.Next.ShouldBeNull());
        var one = await Db.ReadAsync(s => s.Deliveries.OrderBy(d => d.Id).Select(d => d.Id).FirstAsync());
        await Db.ReadAsync(s => s.Deliveries.Where(d => d.Id == one).ExecuteUpdateAsync(d => d.SetProperty(x => x.ReleasedAt, Db.Domain.GetUtcNow())));

        var item = (await Db.ReferralList.ReadAsync("ocmw-leuven", Beginning, 10, default)).Items.ShouldHaveSingleItem();

        (item.Role, item.Parts[0].Status).ShouldBe(("recipient", "pending"));
        (await Db.ReferralList.ReadAsync("ocmw-mortsel", Beginning, 10, default)).Items.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_referral_of_others_takes_one_statement_like_one_that_does_not_exist()
    {
        await ReferredAsync(1);
        var id = await Db.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        var reading = Db.ReferralReading;

        (await _counted.OfAsync(() => reading.ReadAsync("ocmw-mortsel", id, default))).ShouldBe((null, 1));
        (await _counted.OfAsync(() => reading.ReadAsync("ocmw-mortsel", Guid.CreateVersion7(), default))).ShouldBe((null, 1));
        (await _counted.OfAsync(() => reading.ReadAsync("vdab", id, default))).ShouldSatisfyAllConditions(r => r.Result.ShouldNotBeNull(), r => r.Statements.ShouldBe(2));
    }

    [StoreFact]
    public async Task The_call_list_takes_as_many_statements_for_fifty_as_for_one()
    {
        var first = await ReferredAsync(1);
        await OverdueAsync(first);
        var (_, few) = await _counted.OfAsync(() => Db.Calls.ReadAsync(null, default));
        await OverdueAsync(await ReferredAsync(50));

        var (offices, many) = await _counted.OfAsync(() => Db.Calls.ReadAsync(null, default));

        (few, many).ShouldBe((5, 5));
        offices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Office.ShouldBe("ocmw-leuven"), o => o.Lines.Count.ShouldBe(51), o => o.Waiting.ShouldBe(51));
        (await Db.Calls.ReadAsync("ocmw-mortsel", default)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task The_call_list_of_one_office_shows_its_own_although_more_of_others_than_it_holds_are_older()
    {
        await OverdueAsync(await ReferredAsync(ICallList.Most));
        var own = await ReferredAsync(1, "ocmw-mortsel");
        await OverdueAsync(own);

        (await Db.Calls.ReadAsync("ocmw-mortsel", default)).ShouldHaveSingleItem().Lines.ShouldHaveSingleItem().Handover.ShouldBe(own[0]);
        (await Db.Calls.ReadAsync(null, default)).ShouldHaveSingleItem().Office.ShouldBe("ocmw-leuven");
    }

    [StoreFact]
    public async Task Lists_of_the_web_inbox_are_read_a_page_at_a_time()
    {
        var ids = await ReferredAsync(5);
        var (inbox, own) = (Db.AddressedHandovers, Db.OwnReferrals);

        var addressed = await inbox.ListAsync("ocmw-leuven", [HandoverState.Issued], newestFirst: false, skip: 0, most: 3, default);
        var behind = await inbox.ListAsync("ocmw-leuven", [HandoverState.Issued], newestFirst: false, skip: 3, most: 3, default);
        var sent = await own.ListAsync("vdab", skip: 0, most: 3, default);
        var earlier = await own.ListAsync("vdab", skip: 3, most: 3, default);

        addressed.Concat(behind).Select(h => h.Handover.Id).ShouldBe(ids);
        sent.Concat(earlier).Select(f => f.Referral.Id).ShouldBe(ids.AsEnumerable().Reverse());
    }

    private static ReferralPlace Beginning { get; } = new(DateTimeOffset.UnixEpoch, Guid.Empty);

    private async Task<List<Guid>> ReferredAsync(int count, string office = "ocmw-leuven")
    {
        List<Guid> ids = [];
        await Db.WriteAsync(unit =>
        {
            for (var i = 0; i < count; i++)
            {
                var id = Db.Keys.Next();
                ids.Add(id);
                unit.Write(Rows.Client(id));
                unit.Write(Rows.Referral(id) with { SubmittedAt = Db.Domain.GetUtcNow().AddSeconds(i / 2) });
                unit.Write(Rows.Handover(id) with { Recipient = office, IssuedAt = Db.Domain.GetUtcNow().AddSeconds(i / 2) });
                unit.Write(Rows.Delivery(id, id) with { HandoverId = id });
            }
        });
        Db.Domain.Advance(TimeSpan.FromMinutes(5));
        return ids;
    }

    private Task OverdueAsync(List<Guid> handovers) => Db.WriteAsync(unit =>
    {
        foreach (var id in handovers)
            unit.OpenTask(TaskKinds.Overdue, "gateway", id, "not-acknowledged", TaskSentences.NotAcknowledged.With("ocmw-leuven"));
    });

    private bool IsMine(DbConnection connection)
    {
        using var store = Db.Database.Open();
        var mine = store.Database.GetDbConnection();
        return (connection.DataSource, connection.Database) == (mine.DataSource, mine.Database);
    }
}
