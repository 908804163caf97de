using System.Globalization;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>What is known of the heartbeat; kept as a setting, so that every process and the pages see it. Machine time, UTC.</summary>
/// <param name="Number">Number of the last beat that was sent; 0: none yet.</param>
/// <param name="Every">How often one is sent; zero: never.</param>
/// <param name="SentAt">When the last was sent; before the first, when the notes began.</param>
/// <param name="Submission">The one on its way; null: none is.</param>
/// <param name="CameAt">When the last came through; null: none yet.</param>
/// <param name="Took">How long that one took.</param>
public sealed record HeartbeatNote(long Number, TimeSpan Every, DateTimeOffset SentAt, Guid? Submission, DateTimeOffset? CameAt, TimeSpan? Took)
{
    private const string Name = "heartbeat";
    private const int LateAfter = 3;

    /// <summary>When nothing coming through is too late, from the last that did.</summary>
    public TimeSpan Patience => LateAfter * Every;

    /// <summary>The first note.</summary>
    public static HeartbeatNote Begin(DateTimeOffset now) => new(0, TimeSpan.Zero, now, null, null, null);

    /// <summary>Whether the next is to be sent: the last is back and its interval is over, or it is given up.</summary>
    public bool IsDue(DateTimeOffset now) =>
        Every > TimeSpan.Zero && now - SentAt >= (Submission is null ? Every : Patience);

    /// <summary>The note; null: there is none.</summary>
    public static async Task<HeartbeatNote?> ReadAsync(GatewayContext store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var value = await store.Settings.AsNoTracking().Where(s => s.Name == Name).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        return value?.Split(' ') is [var number, var every, var sent, var submission, var came, var took]
            ? new HeartbeatNote(
                Whole(number), TimeSpan.FromTicks(Whole(every)), At(Whole(sent)), submission.Length == 0 ? null : Guid.ParseExact(submission, "N"),
                came.Length == 0 ? null : At(Whole(came)), took.Length == 0 ? null : TimeSpan.FromTicks(Whole(took)))
            : null;
    }

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(UnitOfWork unit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var value = string.Create(CultureInfo.InvariantCulture, $"{Number} {Every.Ticks} {SentAt.UtcTicks} {Submission:N} {CameAt?.UtcTicks} {Took?.Ticks}");
        if (await unit.Store.Settings.SingleOrDefaultAsync(s => s.Name == Name, cancellation) is { } setting)
            setting.Value = value;
        else
            unit.Store.Settings.Add(new SettingRow { Name = Name, Value = value });
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
