using System.Globalization;
using Gateway.Persistence.Writing;
using Microsoft.Data.Sqlite;

namespace Gateway.Store.Tests.Model;

/// <summary>Moments are read as the provider writes them, and what was written otherwise as the provider reads it.</summary>
public sealed class StoredMomentTests
{
    [Fact]
    public void What_the_provider_writes_is_read_to_the_tick()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT $at";
        var at = command.Parameters.Add("$at", SqliteType.Text);
        var random = new Random(1);
        foreach (var moment in Enumerable.Range(0, 2_000).Select(i => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks) / Coarse(i) * Coarse(i), DateTimeKind.Utc)).Append(DateTime.MinValue).Append(DateTime.MaxValue))
        {
            at.Value = moment;
            StoredMoment.Read((string)command.ExecuteScalar()!).Ticks.ShouldBe(moment.Ticks);
        }

        // Ticks, tenths of a second, seconds, days.
        static long Coarse(int i) => new[] { 1, 1_000_000, TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay }[i % 4];
    }

    [Theory]
    [InlineData("2026-12-01T10:00:00")]
    [InlineData("2026-12-01 10:00")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01 10:00:00.12345678")]
    public void Another_layout_is_read_as_the_provider_reads_it(string text) => StoredMoment.Read(text).ShouldBe(DateTime.Parse(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("2026-13-01 10:00:00")]
    [InlineData("2026-02-30 10:00:00")]
    [InlineData("2026-12-01 24:00:00")]
    [InlineData("2026-12-01 10:00:00.")]
    [InlineData("2026-12-01 10:00:00.12x")]
    [InlineData("2026-12-01 10:00:60.5")]
    public void What_is_no_moment_is_none(string text)
    {
        string Of(Func<string, DateTime> read)
        {
            try
            {
                return read(text).ToString("O", CultureInfo.InvariantCulture);
            }
            catch (FormatException)
            {
                return "none";
            }
        }

        Of(StoredMoment.Read).ShouldBe(Of(t => DateTime.Parse(t, CultureInfo.InvariantCulture)));
    }
}
