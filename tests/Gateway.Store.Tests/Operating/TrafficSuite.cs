using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class TrafficOnSqlite : TrafficSuite<SqliteFixture>;

public sealed class TrafficOnPostgreSql : TrafficSuite<PostgreSqlFixture>;

public sealed class TrafficOnSqlServer : TrafficSuite<SqlServerFixture>;

/// <summary>Traffic is counted from what the stages left, each hour and each day once.</summary>
public abstract class TrafficSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Vdab = "vdab";
    private const string Leuven = "ocmw-leuven";
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>Monday 2 March 2026, ten o'clock in Brussels.</summary>
    private DateTimeOffset Now => Db.Domain.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.Date);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Db.Agreed = Db.Agreed with { Directory = new AgencyDirectory("1", [AgencyOf(Vdab), AgencyOf(Leuven)], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };
    }

    [StoreFact]
    public async Task Each_hour_and_each_day_counts_once_however_often_and_by_whomever_it_is_looked_for()
    {
        await Db.WriteAsync(unit =>
        {
            Received(unit, Now.AddDays(-7), records: 10, setAside: 2);
            Received(unit, Now.AddDays(-7).AddMinutes(20), records: 5, setAside: 0);
            Received(unit, Now.AddHours(-2), records: 7, setAside: 1);
            Referred(unit, Now.AddDays(-7), ReferralState.Withheld);
            Referred(unit, Now.AddDays(-7), ReferralState.Issued);
            // Left after half a minute, after half an hour, and not yet.
            Delivered(unit, Now.AddDays(-7), TimeSpan.FromSeconds(30));
            Delivered(unit, Now.AddDays(-7), TimeSpan.FromMinutes(30));
            Delivered(unit, Now.AddDays(-7), null);
        });

        await RollAsync();
        await RollAsync();

        var day = (await Db.ReadAsync(s => s.TrafficDays.AsNoTracking().Where(d => d.Received > 0).ToListAsync())).ShouldHaveSingleItem();
        (day.Day, day.Agency, day.Received, day.SetAside, day.Referred, day.Withheld).ShouldBe((Today.AddDays(-7), Vdab, 15, 2, 2, 1));
        var left = (await Db.ReadAsync(s => s.TrafficDays.AsNoTracking().Where(d => d.Delivered > 0).ToListAsync())).ShouldHaveSingleItem();
        (left.Agency, left.Delivered, left.InMinute, left.InHour, left.Waiting).ShouldBe((Leuven, 2, 1, 2, 1));
        (await Db.ReadAsync(s => s.TrafficHours.Where(h => h.Agency == Vdab && h.Received > 0).Select(h => h.Received).ToListAsync())).Order().ShouldBe([7, 15]);
        (await Db.ReadAsync(s => s.FlowDays.SumAsync(f => f.Handovers))).ShouldBe(2);
    }

    [StoreFact]
    public async Task A_page_adds_what_is_not_counted_yet_to_what_is()
    {
        await Db.WriteAsync(unit => Received(unit, Now.AddDays(-7), records: 10, setAside: 0));
        await RollAsync();
        await Db.WriteAsync(unit => Received(unit, Now.AddMinutes(-2), records: 4, setAside: 1));

        var today = await Traffic.ReadAsync(TrafficRange.Named("today", Today), Brussels, null, CancellationToken.None);
        var week = await Traffic.ReadAsync(TrafficRange.Named("week", Today), Brussels, Vdab, CancellationToken.None);

        (today.All.Counts.Received, today.All.Counts.SetAside, today.All.Before.Received, today.CountedUntil).ShouldBe((4, 1, 10, Now));
        (week.Columns[^1].Counts!.Received, week.All.Counts.Received, week.All.Before.Received).ShouldBe((4, 4, 10));
        (await Traffic.ReadAsync(TrafficRange.Named("week", Today), Brussels, Leuven, CancellationToken.None)).Agencies.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_flow_is_what_was_issued_and_what_waits_now_with_its_oldest()
    {
        var issued = Now.AddDays(-3);
        await Db.WriteAsync(unit =>
        {
            Received(unit, issued.AddDays(-1), records: 2, setAside: 0);
            Delivered(unit, issued, null);
            Delivered(unit, Now.AddHours(-2), TimeSpan.FromMinutes(1));
        });
        await RollAsync();

        var flow = (await Traffic.FlowsAsync(TrafficRange.Named("week", Today), CancellationToken.None)).ShouldHaveSingleItem();

        flow.ShouldBe(new FlowLine(Vdab, Leuven, 2, 1, issued));
    }

    [StoreFact]
    public async Task Hours_that_are_counted_together_each_tell_what_waited_at_their_own_end()
    {
        var hour = TrafficClock.Floor(Now).AddHours(-6);
        await Db.WriteAsync(unit =>
        {
            Received(unit, hour.AddMinutes(1), records: 1, setAside: 0);
            // It waits at the ends of three hours, and leaves in the fourth.
            Delivered(unit, hour.AddMinutes(30), TimeSpan.FromHours(3));
            Delivered(unit, hour.AddMinutes(90), null);
            // Within its hour it waits at no end.
            Delivered(unit, hour.AddMinutes(10), TimeSpan.FromMinutes(20));
        });

        await RollAsync();

        var rows = await Db.ReadAsync(s => s.TrafficHours.AsNoTracking().Where(h => h.Agency == Leuven && h.At >= hour).OrderBy(h => h.At).ToListAsync());
        rows.Select(r => (int)(r.At - hour).TotalHours).ShouldBe([0, 1, 2, 3, 4]);
        rows.Select(r => r.Waiting).ShouldBe([1, 2, 2, 1, 1]);
        rows.Select(r => r.Delivered).ShouldBe([1, 0, 0, 1, 0]);
    }

    [StoreFact]
    public async Task Who_lost_the_lease_counts_nothing()
    {
        await Db.WriteAsync(unit => Received(unit, Now.AddDays(-7), records: 10, setAside: 0));
        var late = await LeaseAsync();
        Db.Machine.Advance(TimeSpan.FromMinutes(5));
        await LeaseAsync();

        var lost = await Should.ThrowAsync<Exception>(() => RollUp.MoveAsync(late, CancellationToken.None));

        Db.Faults.IsLeaseLost(lost).ShouldBeTrue();
        (await Db.ReadAsync(s => s.TrafficDays.AnyAsync())).ShouldBeFalse();
    }

    private ITraffic Traffic => Db.Traffic;

    private ITrafficRollUp RollUp => Db.TrafficRollUp;

    private async Task<Lease> LeaseAsync() => (await Db.Leases.TakeAsync("traffic", TimeSpan.FromMinutes(1), null, CancellationToken.None))!;

    private async Task RollAsync()
    {
        var lease = await LeaseAsync();
        while (await RollUp.MoveAsync(lease, CancellationToken.None))
        {
        }

        await Db.Leases.GiveUpAsync(lease, CancellationToken.None);
    }

    private void Received(UnitOfWork unit, DateTimeOffset at, int records, int setAside)
    {
        var submission = Rows.Submission(Db.Keys.Next(), 1);
        unit.Write(submission with { ReceivedAt = at, Records = records, SetAside = setAside });
    }

    private void Referred(UnitOfWork unit, DateTimeOffset at, ReferralState state) => unit.Write(Rows.Referral(Db.Keys.Next()) with { SubmittedAt = at, State = state });

    private void Delivered(UnitOfWork unit, DateTimeOffset at, TimeSpan? took)
    {
        var id = Db.Keys.Next();
        unit.Write(Rows.Delivery(id, id) with { IssuedAt = at, ReleasedAt = at + took, State = took is null ? DeliveryState.Waiting : DeliveryState.Released });
        if (took is null || took < TimeSpan.FromMinutes(5))
            unit.Write(Rows.Handover(id) with { IssuedAt = at });
    }

    private static Agency AgencyOf(string id) => new() { Id = id, Name = id, Class = RecipientClass.Welfare, Country = "BE", Live = true, Channel = ChannelKind.Feed };
}
