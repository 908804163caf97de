using Gateway.Core.Operating;
using Gateway.Core.Reports;

namespace Gateway.Store.Tests.Operating;

public sealed class CountedReportsOnSqlite : CountedReportsSuite<SqliteFixture>;

public sealed class CountedReportsOnPostgreSql : CountedReportsSuite<PostgreSqlFixture>;

public sealed class CountedReportsOnSqlServer : CountedReportsSuite<SqlServerFixture>;

/// <summary>Reports are the same for everybody for a time, and nobody waits for the next count as long as somebody reads.</summary>
public abstract class CountedReportsSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Reports_are_counted_ahead_as_long_as_somebody_reads_them()
    {
        var first = await ReadAsync();
        await PassAsync(TimeSpan.FromMinutes(7));
        (await ReadAsync()).ShouldBeSameAs(first, "it is not about to be over");

        await PassAsync(TimeSpan.FromMinutes(2));
        var counted = Db.Domain.GetUtcNow();
        Db.Domain.Advance(TimeSpan.FromSeconds(10));
        var second = await ReadAsync();
        second.ShouldNotBeSameAs(first);
        second.All[0].At.ShouldBe(counted, "counted before it was read");

        await PassAsync(TimeSpan.FromHours(5));
        Db.Domain.Advance(TimeSpan.FromSeconds(10));
        (await ReadAsync()).All[0].At.ShouldBe(Db.Domain.GetUtcNow(), "nobody had read for long");
    }

    [StoreFact]
    public async Task An_entry_of_the_barrier_log_is_counted_at_the_next_reading()
    {
        await ReadAsync();

        await Db.Pilot.AddBarrierAsync(new NewBarrier(Guid.CreateVersion7(Db.Domain.GetUtcNow()), "leuven", "Own places are filled first", 7, "agency", "jan"), "jan", CancellationToken.None);

        (await Db.Pilot.ReadAsync(CancellationToken.None)).Barriers.ShouldHaveSingleItem().Stopped.Count.ShouldBe(7);
    }

    private Task<ReportSet> ReadAsync() => Db.Reports.ReadAsync(CancellationToken.None);

    /// <summary>Time passes, and what counts ahead looks once.</summary>
    private Task PassAsync(TimeSpan time)
    {
        Db.Machine.Advance(time);
        Db.Domain.Advance(time);
        return Db.Reports.RefreshAsync(CancellationToken.None);
    }
}
