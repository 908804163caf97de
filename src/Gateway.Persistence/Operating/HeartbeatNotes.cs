using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps the note of the heartbeat as a setting, so that every process and the pages see it.</summary>
public static class HeartbeatNotes
{
    private const string Name = "heartbeat";

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
    public static async Task WriteAsync(UnitOfWork unit, HeartbeatNote note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(note);
        var value = string.Create(CultureInfo.InvariantCulture, $"{note.Number} {note.Every.Ticks} {note.SentAt.UtcTicks} {note.Submission:N} {note.CameAt?.UtcTicks} {note.Took?.Ticks}");
        await SettingText.PutAsync(unit, Name, value, cancellation);
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
