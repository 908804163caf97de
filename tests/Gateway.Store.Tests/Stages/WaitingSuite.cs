using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stages;

public sealed class WaitingOnSqlite : WaitingSuite<SqliteFixture>;

public sealed class WaitingOnPostgreSql : WaitingSuite<PostgreSqlFixture>;

public sealed class WaitingOnSqlServer : WaitingSuite<SqlServerFixture>;

/// <summary>Referrals that wait are found as a set, and those whose turn it is get a work item each.</summary>
public abstract class WaitingSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly Dictionary<string, string> Names = new() { ["en"] = "x" };

    [StoreFact]
    public async Task As_many_as_there_are_places_are_decided_again_in_fair_order_and_once()
    {
        Places(2);
        var ids = await WaitAsync(5, needs: 3);
        await Db.WriteAsync(u => u.Write(Rows.Handover(Db.Keys.Next()) with { Recipient = "office", Services = "S", State = HandoverState.InService }));
        (await LookAsync()).ShouldBe(1);
        (await DueAsync()).ShouldBe([(ids[3], 1)], "the need comes first, and of two places one is taken");

        (await LookAsync()).ShouldBe(0, "its turn is not over yet, and its place is kept for it");
    }

    [StoreFact]
    public async Task What_an_office_states_counts_and_what_is_promised_is_taken()
    {
        Places(0);
        var ids = await WaitAsync(3);
        (await LookAsync()).ShouldBe(0);

        await Db.WriteAsync(u => u.Write(new CapacitySnapshot { Id = Db.Keys.Next(), Agency = "office", Service = "S", Places = 3, StatedAt = Db.Domain.GetUtcNow(), WaitingDays = 9, AssessFirst = true }));
        await Db.WriteAsync(u => u.Write(Rows.Handover(Db.Keys.Next()) with { Recipient = "office", Services = "S", State = HandoverState.Issued }));

        (await LookAsync()).ShouldBe(2);
        (await DueAsync()).Select(d => d.Record).ShouldBe([ids[0], ids[1]], ignoreOrder: true);
    }

    [StoreFact]
    public async Task What_is_open_at_a_closed_office_is_decided_again()
    {
        Places(1, closed: true);
        var id = Db.Keys.Next();
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Record(id));
            u.Write(Rows.Referral(id) with { RecordId = id, State = ReferralState.Issued });
            u.Write(Rows.Handover(id) with { Recipient = "office", Services = "S", State = HandoverState.Accepted });
        });

        (await LookAsync()).ShouldBe(1);
        (await DueAsync()).ShouldBe([(id, 1)]);
    }

    [StoreFact]
    public async Task A_barrier_is_counted_in_one_entry_a_month()
    {
        foreach (var _ in Enumerable.Range(0, 2))
            await CountAsync();
        Db.Domain.Advance(TimeSpan.FromDays(40));
        await CountAsync();

        var entries = await Db.ReadAsync(s => s.Barriers.AsNoTracking().OrderBy(b => b.OpenedAt).ToListAsync());
        entries.Select(b => (b.Agreement, b.Title, b.Stopped, b.Owner)).ShouldBe([("site", "OWN_PLACES_FIRST", 2, "office"), ("site", "OWN_PLACES_FIRST", 1, "office")]);

        async Task CountAsync()
        {
            var (token, items) = await Db.LeasedAsync(Rows.Stage, Db.Keys.Next());
            var known = new Snapshots();
            await Db.Stages.ApplyAsync(known, token, [new SettledItem(items[0], new Decision(ItemOutcome.Completed, [new Effect.BarrierCounted("site", "OWN_PLACES_FIRST", "office")]))], CancellationToken.None);
        }
    }

    private void Places(int places, bool closed = false)
    {
        var office = new Agency
        {
            Id = "office", Name = "o", Class = RecipientClass.Welfare, Country = "BE", Channel = ChannelKind.Feed, Territory = [new Territory("1", null, null)],
            ClosesOn = closed ? DateOnly.FromDateTime(Db.Domain.GetUtcNow().UtcDateTime) : null, Successor = closed ? "next" : null,
        };
        var directory = new AgencyDirectory(
            "1", [office, office with { Id = "next", ClosesOn = null, Successor = null }, office with { Id = "vdab", Class = RecipientClass.Pes, ClosesOn = null, Successor = null }], [new Municipality { Country = "BE", Code = "1", Name = "One" }],
            [new Service { Code = "S", Names = Names, Offers = [new ServiceOffer("office", places)] }], new Dictionary<string, IReadOnlyCollection<DateOnly>>());
        Db.Agreed = new Agreed(directory, Db.Agreed.Policy,
        [
            new Collaboration
            {
                Id = "site", Title = "Site", Version = "1", ValidFrom = new DateOnly(2020, 1, 1), Parties = ["vdab", "office"], Municipalities = ["1"], WhenFull = WhenFull.Hold,
                MostClientsPerOffice = 100, Paperwork = new Paperwork("p", "a", "b", "c"),
            },
        ]);
    }

    /// <summary>Referrals that wait, each longer than the one after it.</summary>
    private async Task<List<Guid>> WaitAsync(int count, int? needs = null)
    {
        List<Guid> ids = [.. Enumerable.Range(0, count).Select(_ => Db.Keys.Next())];
        await Db.WriteAsync(u =>
        {
            foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            {
                u.Write(Rows.Record(id));
                u.Write(Rows.Referral(id) with
                {
                    RecordId = id, State = ReferralState.Unroutable, ReasonCode = UnroutableCodes.NoCapacity, Collaboration = "site", WaitsFor = "office/S",
                    WaitsSince = Db.Domain.GetUtcNow().AddDays(i - 100), NeedsFirst = i == needs,
                });
            }
        });
        return ids;
    }

    private async Task<int> LookAsync()
    {
        var lease = await Db.Leases.TakeAsync("waiting-watch", TimeSpan.FromMinutes(1), held: null, CancellationToken.None);
        var count = await Db.Waiting.DecideAgainAsync(lease!, 2000, CancellationToken.None);
        await Db.Leases.GiveUpAsync(lease!, CancellationToken.None);
        return count;
    }

    private async Task<IReadOnlyList<(Guid Record, int Round)>> DueAsync() =>
        await Db.ReadAsync(async s => (await s.WorkItems.AsNoTracking().Where(w => w.Stage == StageNames.Referral).OrderBy(w => w.Id).ToListAsync()).ConvertAll(w => (w.SubjectId, w.Generation)));
}
