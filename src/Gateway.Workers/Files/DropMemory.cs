using Gateway.Persistence.Files;

namespace Gateway.Workers.Files;

/// <summary>What a process remembers of an agency's drop folder from one look to the next. Lost with it: files then count as new.</summary>
internal sealed class DropMemory
{
    private const int Most = 5000;

    private readonly Dictionary<DropEntry, Known> _known = [];

    /// <summary>Where the last turn ended; null: at the end.</summary>
    internal DropEntry? After { get; set; }

    /// <summary>When the last file was taken in, machine time.</summary>
    internal DateTimeOffset? TakenAt { get; set; }

    /// <summary>Name of the last first receipt that was looked at; empty: none.</summary>
    internal string LastReceipt { get; set; } = "";

    /// <summary>The note that was written last; null: none.</summary>
    internal Core.Files.FolderNote? Noted { get; set; }

    /// <summary>Since when the oldest file that is still there is known.</summary>
    internal DateTimeOffset? Oldest => _known.Count == 0 ? null : _known.Values.Min(k => k.First);

    /// <summary>Looks at a file.</summary>
    /// <returns>Since when it is as it is now.</returns>
    internal DateTimeOffset Seen(DropEntry entry, EntryState state, DateTimeOffset now)
    {
        if (!_known.TryGetValue(entry, out var known))
        {
            if (_known.Count < Most)
                _known[entry] = new Known(now, state, now, 0);
            return now;
        }

        if (known.State == state)
            return known.Since;
        _known[entry] = known with { State = state, Since = now, Failures = 0 };
        return now;
    }

    /// <summary>Intake failed on a file.</summary>
    /// <returns>How often it has.</returns>
    internal int Failed(DropEntry entry)
    {
        if (!_known.TryGetValue(entry, out var known))
            return 1;
        _known[entry] = known with { Failures = known.Failures + 1 };
        return known.Failures + 1;
    }

    /// <summary>A file is gone.</summary>
    internal void Gone(DropEntry entry) => _known.Remove(entry);

    /// <summary>Forgets files that are not there any more.</summary>
    internal void Keep(IReadOnlySet<DropEntry> there)
    {
        foreach (var gone in _known.Keys.Where(k => !there.Contains(k)).ToList())
            _known.Remove(gone);
    }

    private sealed record Known(DateTimeOffset First, EntryState State, DateTimeOffset Since, int Failures);
}
