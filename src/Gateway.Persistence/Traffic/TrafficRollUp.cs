using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Traffic;

/// <summary>
/// Counts hours and days that are over, each exactly once: how far it came is written in the transaction that writes the counts, as long as
/// nobody else wrote it meanwhile. It reads what the stages left, so that nothing is counted while work is done.
/// </summary>
internal sealed class TrafficRollUp(IGatewayDatabase database, UnitsOfWork units, IPresent<Agreed> agreed, TimeProvider domain) : ITrafficRollUp
{
    private const string Position = "traffic";

    public async Task<bool> MoveAsync(Lease lease, CancellationToken cancellation)
    {
        var now = domain.GetUtcNow();
        var (clock, stored) = await ClockAsync(now, cancellation);
        var zones = agreed.Now.Directory.Agencies.GroupBy(a => CountryTime.Of(a.Country), a => a.Id).Select(g => (Zone: g.Key, Agencies: g.ToList())).ToList();
        if (zones.Count == 0)
            return false;
        // Hours first: whoever looks wants to see today.
        if (clock.At(now).DueHours(now) is { Count: > 0 } hours)
            return await HoursAsync(lease, clock, stored, hours, [.. zones.SelectMany(z => z.Agencies)], cancellation);
        return clock.DueDay(day => zones.Max(z => CountryTime.StartOf(z.Zone, day.AddDays(1))), now) is { } due && await DayAsync(lease, clock, stored, due, zones, cancellation);
    }

    /// <summary>How far it is counted; where nothing is counted yet, from where.</summary>
    internal static async Task<TrafficClock?> ReadClockAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.Settings.Where(s => s.Name == Position).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } written ? TrafficClock.Read(written) : null;

    private async Task<(TrafficClock Clock, string? Stored)> ClockAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (await ReadClockAsync(store, cancellation) is { } clock)
            return (clock, clock.Write());
        // Keys are in the order in which they were made.
        var first = await store.Submissions.Where(s => s.Id.CompareTo(Guid.Empty) > 0).OrderBy(s => s.Id).Select(s => (DateTimeOffset?)s.ReceivedAt).FirstOrDefaultAsync(cancellation);
        return (TrafficClock.Begin(first, now), null);
    }

    private async Task<bool> DayAsync(
        Lease lease, TrafficClock clock, string? stored, DateOnly day, IReadOnlyList<(TimeZoneInfo Zone, List<string> Agencies)> zones, CancellationToken cancellation)
    {
        List<object> rows = [];
        foreach (var (zone, agencies) in zones)
        {
            var (from, until) = (CountryTime.StartOf(zone, day), CountryTime.StartOf(zone, day.AddDays(1)));
            rows.AddRange((await TrafficCounting.ReadAsync(database, agencies, [from, until], cancellation))[0].Where(c => !c.Value.IsNone)
                .Select(c => new TrafficDayRow { Day = day, Agency = c.Key }.Fill(c.Value)));
            var batch = new LoadBatch(database);
            var flows = TrafficCounting.Flows(batch, agencies, from, until);
            await batch.RunAsync(cancellation);
            rows.AddRange(flows.Select(f => new FlowDayRow { Day = day, Sender = f.Sender, Recipient = f.Recipient, Handovers = f.Handovers }));
        }

        var oldest = day.AddDays(-TrafficClock.DaysKept);
        return await WriteAsync(lease, stored, clock with { Day = day.AddDays(1) }, rows,
            [$"""DELETE FROM "TrafficDay" WHERE "Day" < {oldest}""", $"""DELETE FROM "FlowDay" WHERE "Day" < {oldest}"""], cancellation);
    }

    private async Task<bool> HoursAsync(Lease lease, TrafficClock clock, string? stored, IReadOnlyList<DateTimeOffset> hours, IReadOnlyList<string> agencies, CancellationToken cancellation)
    {
        var next = hours[^1].AddHours(1);
        var counts = await TrafficCounting.ReadAsync(database, agencies, [.. hours, next], cancellation);
        List<object> rows = [.. hours.SelectMany((hour, i) => counts[i].Where(c => !c.Value.IsNone).Select(c => new TrafficHourRow { At = hour, Agency = c.Key }.Fill(c.Value)))];
        var oldest = next - TrafficClock.HoursKept;
        return await WriteAsync(lease, stored, clock with { Hour = next }, rows, [$"""DELETE FROM "TrafficHour" WHERE "At" < {oldest}"""], cancellation);
    }

    private async Task<bool> WriteAsync(Lease lease, string? stored, TrafficClock next, List<object> rows, IReadOnlyList<SqlText> purge, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        unit.First(LeaseStore.Hold(lease));
        if (stored is null)
            unit.Write(new SettingRow { Name = Position, Value = next.Write() });
        else
            unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {next.Write()} WHERE "Name" = {Position} AND "Value" = {stored}""", 1));
        foreach (var statement in purge)
            unit.First(new RowStatement(statement));
        foreach (var row in rows)
            unit.Write(row);
        await unit.CommitAsync(cancellation);
        return true;
    }
}
