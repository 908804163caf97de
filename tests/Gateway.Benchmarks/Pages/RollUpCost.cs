using System.Globalization;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Npgsql;

namespace Gateway.Benchmarks.Pages;

/// <summary>What counting traffic costs: processor time of this program and everything else, for the days and hours of some weeks, of some and then of all that was counted before.</summary>
/// <param name="Days">Days that were counted, each with its hours.</param>
/// <param name="Referrals">Referrals that came in them.</param>
/// <param name="Milliseconds">Processor time of a day; null: this system does not tell.</param>
/// <param name="BehindMilliseconds">Of a day when a year is behind it that is not counted yet: catching up.</param>
internal sealed record RollUpCost(int Days, long Referrals, double? Milliseconds, double? BehindMilliseconds)
{
    /// <summary>Processor time that gateway, database and broker spend on a referral at full load, measured without options on the same kind of machine (ms); a bound from below.</summary>
    private const double OfReferral = 2.0;

    private const double Goal = 0.02;
    private const int Counted = 14;

    /// <summary>Counts the last days, and then as many a year before them.</summary>
    public static async Task<RollUpCost> MeasureAsync(FilledStore store, string database, DateTimeOffset now, CancellationToken cancellation)
    {
        var rollUp = store.Get<ITrafficRollUp>();
        var lease = await store.Get<ILeases>().TakeAsync("traffic", TimeSpan.FromHours(1), held: null, cancellation) ?? throw new InvalidOperationException("Somebody else counts traffic.");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var near = await CountAsync(today.AddDays(-Counted - 1), Counted);
        // Hours of so long ago are skipped; the days are those of which most was done since.
        var far = await CountAsync(today.AddDays(-Counted - 366), Counted);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("""SELECT count(*) FROM "Referral" WHERE "SubmittedAt" >= $1 AND "SubmittedAt" < $2""", connection);
        command.Parameters.AddWithValue(now.AddDays(-Counted - 1));
        command.Parameters.AddWithValue(now.AddDays(-1));
        return new RollUpCost(Counted, (long)(await command.ExecuteScalarAsync(cancellation))!, near, far);

        async Task<double?> CountAsync(DateOnly from, int days)
        {
            await SetAsync(database, new TrafficClock(from, new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero)), cancellation);
            var began = MachineTime.Now();
            var to = from.AddDays(days);
            while (await ReadAsync(database, cancellation) is var clock && clock.Day < to && await rollUp.MoveAsync(lease, cancellation))
            {
            }

            return (MachineTime.Now() - began) / days;
        }
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        var ofDay = Referrals * OfReferral / Days;
        to.WriteLine($"  {"counting traffic",-92}{"",9}");
        Line("referrals of a day", (double)Referrals / Days, "0");
        Line("processor time of counting a day and its hours, ms", Milliseconds, "0");
        Line("the same for a day that lies a year back, without its hours, ms", BehindMilliseconds, "0");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"share of the processor time that the referrals of a day take (2 ms each), in %",-92}{100 * Milliseconds / ofDay,9:0.00}{(Milliseconds / ofDay > Goal ? "  over 2 %" : "")}"));

        void Line(string what, double? value, string format) => to.WriteLine($"  {what,-92}{value?.ToString(format, CultureInfo.InvariantCulture),9}");
    }

    private static async Task<TrafficClock> ReadAsync(string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("""SELECT "Value" FROM "Setting" WHERE "Name" = 'traffic'""", connection);
        return TrafficClock.Read((string)(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>Takes away what is counted, and begins at a time.</summary>
    internal static async Task SetAsync(string database, TrafficClock clock, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """DELETE FROM "TrafficDay"; DELETE FROM "TrafficHour"; DELETE FROM "FlowDay"; INSERT INTO "Setting" ("Name", "Value") VALUES ('traffic', @clock) ON CONFLICT ("Name") DO UPDATE SET "Value" = @clock""", connection);
        command.Parameters.AddWithValue("clock", clock.Write());
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
