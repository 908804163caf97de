using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Retention;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>How far the purge of a kind has come; kept as a setting.</summary>
/// <param name="After">The last row that the present pass has looked at; null: none goes on.</param>
/// <param name="Floor">The last row before the first that a pass has kept: the next pass begins behind it. Null: at the beginning.</param>
/// <param name="Kept">Whether the present pass has kept a row, behind the floor that it notes.</param>
/// <param name="LookedAt">Machine time at which the last pass ended, UTC.</param>
/// <param name="Purged">Records purged so far.</param>
/// <param name="UpTo">The latest moment of what was purged.</param>
internal sealed record PurgeNote(Guid? After, Guid? Floor, bool Kept, DateTimeOffset? LookedAt, long Purged, DateTimeOffset? UpTo)
{
    internal const string Prefix = "retention:";

    internal static PurgeNote Read(string? value) => value is null ? new PurgeNote(null, null, false, null, 0, null) : JsonSerializer.Deserialize<PurgeNote>(value, ContractJson.Options)!;

    internal static async Task<(PurgeNote Note, string? Stored)> LoadAsync(GatewayContext store, string kind, CancellationToken cancellation)
    {
        var stored = await store.Settings.AsNoTracking().Where(s => s.Name == Prefix + kind).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        return (Read(stored), stored);
    }

    internal string Write() => JsonSerializer.Serialize(this, ContractJson.Options);

    internal RetentionProgress Of(string kind) => new(kind, After, LookedAt, Purged, UpTo);

    /// <summary>Behind a page. Nothing but what is kept is left before it, so a pass need not begin at what was purged long ago.</summary>
    internal PurgeNote Moved(PurgePage page, bool showsAll, DateTimeOffset now)
    {
        var kept = Kept || !showsAll || page.Rows.Any(r => !r.Decision.Purge);
        return this with
        {
            After = page.Last,
            Floor = kept ? Floor : page.Last ?? Floor,
            Kept = page.Last is not null && kept,
            LookedAt = page.Last is null ? now : LookedAt,
        };
    }

    internal PurgeNote Purging(int count, DateTimeOffset? upTo) => this with { Purged = Purged + count, UpTo = upTo is { } moment && !(UpTo >= moment) ? moment : UpTo };
}
