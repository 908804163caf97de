using Gateway.Core.Directory;

namespace Gateway.Core.Callers;

/// <summary>Keys and certificates that end soon, or have ended.</summary>
public static class CallerHealth
{
    /// <summary>
    /// Agencies with the day on which the last of their keys of a kind ends, when that is within <see cref="KeyRules.AlarmDays"/> days or was
    /// before. A key that has no end, or a later one of the same kind in its place, is no reason.
    /// </summary>
    /// <param name="directory">The directory: only agencies that are live.</param>
    /// <param name="keys">Keys that were not revoked: the agency, a text that is the same for keys that stand in for each other, the end.</param>
    /// <param name="now">Machine time.</param>
    public static IReadOnlyList<(string Agency, DateOnly Ends)> EndingKeys(
        AgencyDirectory directory, IReadOnlyList<(string Agency, string Kind, DateTimeOffset? Ends)> keys, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var limit = now.AddDays(KeyRules.AlarmDays);
        return
        [
            .. keys.Where(k => directory.Find(k.Agency) is { Live: true })
                .GroupBy(k => (k.Agency, k.Kind)).Where(g => g.All(k => k.Ends <= limit))
                .Select(g => (g.Key.Agency, Ends: g.Max(k => k.Ends)!.Value)).OrderBy(k => k.Ends)
                .Select(k => (k.Agency, DateOnly.FromDateTime(k.Ends.UtcDateTime))),
        ];
    }

    /// <summary>Agencies with the day on which a certificate of theirs ends, when that is within <see cref="KeyRules.AlarmDays"/> days or was before.</summary>
    /// <param name="directory">The directory: certificates by thumbprint.</param>
    /// <param name="seen">The last certificate of an agency that called: those that an authority renews.</param>
    /// <param name="today">Today, machine time.</param>
    public static IReadOnlyList<(string Agency, DateOnly Ends)> Ending(AgencyDirectory directory, IReadOnlyDictionary<string, DateTimeOffset> seen, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(seen);
        var limit = today.AddDays(KeyRules.AlarmDays);
        // One that has a successor for the same in the directory is no reason: the later one counts.
        var named = directory.Agencies.Where(a => a.Live).SelectMany(a => a.Callers.Certificates.Where(c => c.Expires is not null)
            .GroupBy(c => Scopes.Text(c.Scopes), (_, same) => (Agency: a.Id, Ends: same.Max(c => c.Expires)!.Value)));
        var called = seen.Where(s => directory.Find(s.Key) is { Live: true } a && a.Callers.Certificates.Any(c => c.Authority is not null))
            .Select(s => (Agency: s.Key, Ends: DateOnly.FromDateTime(s.Value.UtcDateTime)));
        return [.. named.Concat(called).Where(c => c.Ends <= limit).Distinct().OrderBy(c => c.Ends).ThenBy(c => c.Agency, StringComparer.Ordinal)];
    }
}
