using System.Diagnostics;
using System.Globalization;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence;

namespace Gateway.Benchmarks.Deadlines;

/// <summary>
/// What open deadlines cost while nothing is due, and how long it takes until many that are due at once are worked off: found,
/// leased, loaded, decided and written, in this process, with the stage's own ports. Handovers to an office with a ladder and a
/// system, so that each becomes a task with an event.
/// </summary>
internal sealed record DeadlineSpeed(string Machine, string Database, int Open, int Due, double IdleShare, double IdleMilliseconds, double Seconds)
{
    private const double MostIdle = 0.05;
    private const double MostSeconds = 10;
    private const int Together = 2_000;
    private const int Most = 200;
    private static readonly TimeSpan ScanEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Measures.</summary>
    public static async Task<DeadlineSpeed> MeasureAsync(int open, int due, bool postgres, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        await using var store = await FilledStore.FillAsync(await grounds.NewAsync("gateway", cancellation), 1, _ => { }, cancellation);
        await FillAsync(store, open, TimeProvider.System.GetUtcNow().AddDays(30), cancellation);
        var (share, milliseconds) = await IdleAsync(store, cancellation);
        await FillAsync(store, due, TimeProvider.System.GetUtcNow().AddSeconds(-1), cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await WorkOffAsync(store, cancellation);
        return new DeadlineSpeed(
            Machines.This, postgres ? "PostgreSQL" : "SQLite", open, due, share, milliseconds, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"{Database}; {Open:#,0} deadlines open, {Due:#,0} due at once"));
        Line("share of a core of this process, nothing due, %", IdleShare * 100, IdleShare / MostIdle);
        Line("one look for what is due, ms", IdleMilliseconds, IdleMilliseconds / (ScanEvery.TotalMilliseconds * MostIdle));
        Line("until all that were due are worked off, s", Seconds, Seconds / MostSeconds);

        void Line(string what, double value, double ratio) => to.WriteLine(
            $"  {what,-62}{value.ToString("0.00", CultureInfo.InvariantCulture),10}  {ratio.ToString("0.00", CultureInfo.InvariantCulture)} of what is allowed{(ratio > 1 ? "  OVER" : "")}");
    }

    private static async Task FillAsync(FilledStore store, int number, DateTimeOffset dueAt, CancellationToken cancellation)
    {
        var keys = store.Get<IKeys>();
        for (var from = 0; from < number; from += Together)
        {
            await using var unit = store.Get<UnitsOfWork>().Open();
            for (var i = 0; i < Math.Min(Together, number - from); i++)
            {
                var id = keys.Next();
                unit.Write(new HandoverSnapshot
                {
                    Id = id, ReferralId = id, ClientId = id, Sender = "vdab", Recipient = "ocmw-tielt", Services = "DEBT_ADVICE",
                    TicketHash = [.. id.ToByteArray(), .. id.ToByteArray()], IssuedAt = unit.Now, AckDueOn = DateOnly.FromDateTime(dueAt.UtcDateTime), AckDueAt = dueAt,
                });
            }

            await unit.CommitAsync(cancellation);
        }
    }

    private static async Task<(double Share, double Milliseconds)> IdleAsync(FilledStore store, CancellationToken cancellation)
    {
        var (scan, leases) = (store.Get<IDeadlineScan>(), store.Get<ILeases>());
        Lease? lease = null;
        List<double> took = [];
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < 3; i++)
            await scan.ScanAsync((lease = await leases.TakeAsync("clock-scan", Minute, lease, cancellation))!, Most, cancellation);
        process.Refresh();
        var (before, began) = (process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(began) < Looked)
        {
            var from = TimeProvider.System.GetTimestamp();
            lease = await leases.TakeAsync("clock-scan", Minute, lease, cancellation);
            if (await scan.ScanAsync(lease!, Most, cancellation) > 0)
                throw new InvalidOperationException("Nothing is due, and something was found.");
            took.Add(TimeProvider.System.GetElapsedTime(from).TotalMilliseconds);
            await Task.Delay(ScanEvery, TimeProvider.System, cancellation);
        }

        process.Refresh();
        await leases.GiveUpAsync(lease!, cancellation);
        return ((process.TotalProcessorTime - before).TotalSeconds / TimeProvider.System.GetElapsedTime(began).TotalSeconds, took.Order().ElementAt(took.Count / 2));
    }

    private static async Task WorkOffAsync(FilledStore store, CancellationToken cancellation)
    {
        var (scan, leases, queue, stages, circumstances) = (store.Get<IDeadlineScan>(), store.Get<ILeases>(), store.Get<IWorkQueue>(), store.Get<IStageStore>(), store.Get<ICircumstances>());
        Lease? lease = null;
        for (var found = Most; found == Most;)
        {
            lease = await leases.TakeAsync("clock-scan", Minute, lease, cancellation);
            found = await scan.ScanAsync(lease!, Most, cancellation);
            while (await queue.LeaseAsync(StageNames.Clocks, Most, int.MaxValue, Minute, cancellation) is { Ids.Count: > 0 } leased)
            {
                var (items, known) = await stages.LoadDeadlinesAsync(leased.Token, leased.Ids, cancellation);
                var now = circumstances.Now();
                List<SettledItem> settled = [];
                foreach (var item in items)
                {
                    var decision = DeadlineRules.Decide(known, now, item);
                    known.Take(decision);
                    settled.Add(new SettledItem(item, decision));
                }

                await stages.ApplyAsync(known, leased.Token, settled, cancellation);
            }
        }

        await leases.GiveUpAsync(lease!, cancellation);
    }
}
