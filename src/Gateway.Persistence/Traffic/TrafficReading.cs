using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Traffic;

/// <summary>Reads counted traffic, and counts what is not counted yet.</summary>
internal sealed class TrafficReading(IGatewayDatabase database, IPresent<Agreed> agreed, TimeProvider domain) : ITraffic
{
    private const int ContactDays = 56;

    /// <summary>Longest time behind now that is counted while somebody waits for the page; where counting hangs, the page says up to when it is counted.</summary>
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromHours(30);

    public async Task<TrafficReport> ReadAsync(TrafficRange range, TimeZoneInfo zone, string? agency, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(range);
        var now = domain.GetUtcNow();
        await using var store = database.Open();
        var clock = await TrafficRollUp.ReadClockAsync(store, cancellation) ?? TrafficClock.Begin(null, now);
        var hours = await HoursAsync(store, clock, range, zone, agency, now, cancellation);
        var firstHour = now - TrafficClock.HoursKept;
        var before = range.Before.Until.AddDays(TrafficPieces.UpToNow(range, zone, now, firstHour) ? -1 : 0);
        var pieces = new TrafficPieces(range, zone, now)
        {
            Now = await DaysAsync(store, range, range.Until, clock.Day, agency, cancellation),
            Before = await DaysAsync(store, range.Before, before, clock.Day, agency, cancellation),
            Hours = hours.Rows,
            FirstHour = firstHour,
            FirstOpenDay = clock.Day,
        };
        // Days that are not counted yet come from hours, as far back as those are kept.
        var daysUntil = CountryTime.StartOf(zone, clock.Day);
        return pieces.Report(daysUntil < now - TrafficClock.HoursKept ? daysUntil : hours.Until);
    }

    public async Task<IReadOnlyList<FlowLine>> FlowsAsync(TrafficRange range, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(range);
        var now = domain.GetUtcNow();
        await using var store = database.Open();
        var clock = await TrafficRollUp.ReadClockAsync(store, cancellation) ?? TrafficClock.Begin(null, now);
        var (first, last) = (range.From, range.Until);
        var counted = await store.FlowDays.Where(f => f.Day >= first && f.Day <= last).GroupBy(f => new { f.Sender, f.Recipient })
            .Select(g => new { g.Key.Sender, g.Key.Recipient, Handovers = g.Sum(f => f.Handovers) }).ToListAsync(cancellation);
        List<string> agencies = [.. agreed.Now.Directory.Agencies.Select(a => a.Id)];
        var batch = new LoadBatch(database);
        var earliest = now - TimeSpan.FromDays(3);
        // A day of a flow is the recipient's: it begins at midnight there.
        var live = last < clock.Day ? [] : agreed.Now.Directory.Agencies.GroupBy(a => CountryTime.Of(a.Country), a => a.Id).Select(g =>
        {
            var open = CountryTime.StartOf(g.Key, clock.Day > first ? clock.Day : first);
            // To the end of the last day, even of today: nothing lies behind now, and what is issued at this very moment belongs to it.
            return TrafficCounting.Flows(batch, [.. g], open > earliest ? open : earliest, CountryTime.StartOf(g.Key, last.AddDays(1)));
        }).ToList();
        var waits = batch.Values(
            $"""SELECT "From", "Recipient", COUNT(*), MIN("IssuedAt") FROM "Delivery" WHERE "Recipient" {agencies} AND "From" <> "Recipient" AND "State" = {DeliveryState.Waiting} GROUP BY "From", "Recipient" """,
            r => (From: r.GetString(0), To: r.GetString(1), Events: TrafficCounting.Number(r, 2), Oldest: r.MomentOrNull(3)));
        await batch.RunAsync(cancellation);
        var handovers = counted.Select(c => (c.Sender, c.Recipient, c.Handovers)).Concat(live.SelectMany(f => f)).GroupBy(f => (f.Sender, f.Recipient)).ToDictionary(g => g.Key, g => g.Sum(f => f.Handovers));
        var waiting = waits.ToDictionary(w => (w.From, w.To));
        return
        [
            .. handovers.Keys.Union(waiting.Keys).Select(pair =>
            {
                var known = waiting.TryGetValue(pair, out var wait);
                return new FlowLine(pair.Item1, pair.Item2, handovers.GetValueOrDefault(pair), known ? wait.Events : 0, known ? wait.Oldest : null);
            }).OrderByDescending(f => f.Handovers).ThenByDescending(f => f.Waiting).ThenBy(f => f.From, StringComparer.Ordinal).ThenBy(f => f.To, StringComparer.Ordinal),
        ];
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<DateOnly>>> ContactsAsync(CancellationToken cancellation)
    {
        var since = DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime).AddDays(-ContactDays);
        await using var store = database.Open();
        var days = await store.TrafficDays.Where(t => t.Day >= since && (t.Received > 0 || t.Delivered > 0)).Select(t => new { t.Agency, t.Day }).ToListAsync(cancellation);
        return days.GroupBy(d => d.Agency, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, IReadOnlyList<DateOnly> (g) => [.. g.Select(d => d.Day).Order()], StringComparer.Ordinal);
    }

    /// <summary>Days that are final: each day of all agencies, and each agency of all days up to a last one.</summary>
    private static async Task<CountedDays> DaysAsync(GatewayContext store, TrafficRange range, DateOnly lastOfAgencies, DateOnly open, string? agency, CancellationToken cancellation)
    {
        var last = range.Until < open ? range.Until : open.AddDays(-1);
        var rows = store.TrafficDays.AsNoTracking().Where(t => t.Day >= range.From && t.Day <= last);
        if (agency is not null)
            rows = rows.Where(t => t.Agency == agency);
        var days = await rows.GroupBy(t => t.Day).Select(g => new TrafficDayRow
        {
            Day = g.Key, Agency = "", Received = g.Sum(t => t.Received), SetAside = g.Sum(t => t.SetAside), Referred = g.Sum(t => t.Referred), Withheld = g.Sum(t => t.Withheld),
            Unroutable = g.Sum(t => t.Unroutable), Delivered = g.Sum(t => t.Delivered), InMinute = g.Sum(t => t.InMinute), InHour = g.Sum(t => t.InHour), InDay = g.Sum(t => t.InDay),
            Waiting = g.Sum(t => t.Waiting),
        }).ToListAsync(cancellation);
        var agencies = await rows.Where(t => t.Day <= lastOfAgencies).GroupBy(t => t.Agency).Select(g => new TrafficDayRow
        {
            Agency = g.Key, Received = g.Sum(t => t.Received), SetAside = g.Sum(t => t.SetAside), Referred = g.Sum(t => t.Referred), Withheld = g.Sum(t => t.Withheld),
            Unroutable = g.Sum(t => t.Unroutable), Delivered = g.Sum(t => t.Delivered), InMinute = g.Sum(t => t.InMinute), InHour = g.Sum(t => t.InHour), InDay = g.Sum(t => t.InDay),
        }).ToListAsync(cancellation);
        return new CountedDays(days.ToDictionary(d => d.Day, d => d.Counts), agencies.ToDictionary(a => a.Agency, a => a.Counts, StringComparer.Ordinal));
    }

    /// <summary>Hours that a range needs: of a single day all, of a longer one those of days that are not final, and those of the day with which today is compared.</summary>
    private async Task<(IReadOnlyList<CountedHour> Rows, DateTimeOffset Until)> HoursAsync(
        GatewayContext store, TrafficClock clock, TrafficRange range, TimeZoneInfo zone, string? agency, DateTimeOffset now, CancellationToken cancellation)
    {
        var first = range.Step == TrafficStep.Hour ? range.From : clock.Day.AddDays(-1) > range.From ? clock.Day.AddDays(-1) : range.From;
        var back = range.Step == TrafficStep.Hour ? range.Before.From : range.Before.Until;
        var (from, until) = (CountryTime.StartOf(zone, first), CountryTime.StartOf(zone, range.Until.AddDays(1)));
        var (backFrom, backUntil) = (CountryTime.StartOf(zone, back), CountryTime.StartOf(zone, back.AddDays(1)));
        var rows = store.TrafficHours.AsNoTracking().Where(t => (t.At >= from && t.At < until) || (t.At >= backFrom && t.At < backUntil));
        if (agency is not null)
            rows = rows.Where(t => t.Agency == agency);
        List<CountedHour> counted = [.. (await rows.ToListAsync(cancellation)).Select(r => new CountedHour(r.At, r.Agency, r.Counts))];
        if (until <= clock.Hour || now - clock.Hour > MostAtOnce)
            return (counted, clock.Hour < now ? clock.Hour : now);
        List<string> agencies = agency is not null ? [agency] : [.. agreed.Now.Directory.Agencies.Select(a => a.Id)];
        var hours = Enumerable.Range(0, (int)MostAtOnce.TotalHours + 1).Select(h => clock.Hour.AddHours(h)).TakeWhile(h => h <= now && h < until).ToList();
        // The hour that runs is counted to its end: nothing lies behind now, and what happens at this very moment belongs to it.
        var counts = await TrafficCounting.ReadAsync(database, agencies, [.. hours, hours[^1].AddHours(1)], cancellation);
        counted.AddRange(hours.SelectMany((hour, i) => counts[i].Select(c => new CountedHour(hour, c.Key, c.Value))));
        return (counted, now);
    }
}
