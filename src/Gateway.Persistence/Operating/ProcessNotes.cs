using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>What a process works under.</summary>
/// <param name="Version">Version of its contracts.</param>
/// <param name="LoadedAt">Machine time since when, UTC.</param>
/// <param name="Refused">Why the contracts that lie in its folder are not loaded; null: they are.</param>
public sealed record ProcessNote(string Version, DateTimeOffset LoadedAt, string? Refused);

/// <summary>Notes of the processes of one installation, so that each can tell whether all work under the same contracts.</summary>
/// <param name="database">Database.</param>
/// <param name="keys">Row keys.</param>
/// <param name="machine">Machine time.</param>
public sealed class ProcessNotes(IGatewayDatabase database, KeySequence keys, TimeProvider machine)
{
    /// <summary>A process that was not seen for so long has ended.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromSeconds(45);

    /// <summary>So long processes may work under different contracts while they are deployed.</summary>
    public static readonly TimeSpan Deploying = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private const int LongestProblem = 1000;

    private readonly Guid _me = keys.Next();

    /// <summary>Writes the note of this process.</summary>
    public async Task WriteAsync(ProcessNote note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(note);
        var now = machine.GetUtcNow();
        var problem = note.Refused is { Length: > LongestProblem } whole ? whole[..LongestProblem] : note.Refused;
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            var old = now - Kept;
            await store.Processes.Where(p => p.SeenAt < old).ExecuteDeleteAsync(cancellation);
            if (await store.Processes.SingleOrDefaultAsync(p => p.Id == _me, cancellation) is { } row)
                (row.Version, row.LoadedAt, row.SeenAt, row.Refused) = (note.Version, note.LoadedAt, now, problem);
            else
                store.Processes.Add(new ProcessRow { Id = _me, Name = Environment.MachineName, Version = note.Version, LoadedAt = note.LoadedAt, SeenAt = now, Refused = problem });
            await store.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>What is wrong with the clocks of the processes; null: nothing.</summary>
    public async Task<string?> ClockProblemAsync(CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        var ahead = await store.Processes.AsNoTracking().Where(p => p.SeenAt > now).Select(p => new { p.Name, p.SeenAt }).ToListAsync(cancellation);
        return ClockHealth.Tell([.. ahead.Select(p => (p.Name, p.SeenAt))], now);
    }

    /// <summary>Whether any process is there.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation)
    {
        var since = machine.GetUtcNow() - Alive;
        await using var store = database.Open();
        return await store.Processes.AnyAsync(p => p.SeenAt >= since, cancellation);
    }

    /// <summary>What somebody should look at; null: every process that is there works under the same contracts, which are those of its folder.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        var since = now - Alive;
        await using var store = database.Open();
        var alive = await store.Processes.AsNoTracking().Where(p => p.SeenAt >= since).OrderBy(p => p.Id).ToListAsync(cancellation);
        return ContractsHealth.Tell([.. alive.Select(p => new ContractsHealth.Process(p.Name, p.Version, p.LoadedAt, p.Refused))], now, Deploying);
    }
}
