using Gateway.Core.Directory;

namespace Gateway.Core.Routing;

/// <summary>
/// Services that must run before another begins: childcare before training (Malta LEAP). They come from the directory and from the
/// local agreement. A part waits only for services that are asked in the same referral of another office; an office that
/// leads both knows their order itself.
/// </summary>
public static class Dependencies
{
    /// <summary>What must run before a service.</summary>
    public static IReadOnlyList<string> Of(string service, AgencyDirectory directory, Collaboration? agreement)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var own = directory.FindService(service)?.DependsOn ?? [];
        var agreed = agreement?.DependsOn.GetValueOrDefault(service) ?? [];
        return own.Count + agreed.Count == 0 ? [] : [.. own.Concat(agreed).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The first service that waits for itself, over however many others; null: none does.
    /// </summary>
    /// <param name="edges">By service, what it waits for.</param>
    public static string? Circle(IReadOnlyDictionary<string, IReadOnlyList<string>> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return edges.Keys.FirstOrDefault(start => Reaches(edges, start, start));
    }

    /// <summary>Whether a service waits for itself, over however many others.</summary>
    /// <param name="edges">By service, what it waits for.</param>
    /// <param name="service">The service.</param>
    public static bool WaitsForItself(IReadOnlyDictionary<string, IReadOnlyList<string>> edges, string service)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return Reaches(edges, service, service);
    }

    internal static List<Leg> Wait(List<Leg> legs, AgencyDirectory directory, Collaboration? agreement, RoutingNotes notes)
    {
        if (legs.Count < 2)
            return legs;
        List<Leg> waiting = [.. legs.Select(leg => leg with { WaitsFor = Elsewhere(leg, legs, directory, agreement) })];
        if (waiting.TrueForAll(l => l.WaitsFor.Count == 0))
            return waiting;
        // Services without a circle may still be spread over two offices so that each waits for the other: then neither does.
        var edges = waiting.ToDictionary(l => l.Recipient, l => (IReadOnlyList<string>)[.. legs.Where(o => o.Services.Intersect(l.WaitsFor, StringComparer.Ordinal).Any()).Select(o => o.Recipient)], StringComparer.Ordinal);
        foreach (var stuck in waiting.Where(l => Reaches(edges, l.Recipient, l.Recipient)).ToList())
        {
            notes.Notice(RoutingNotices.WaitsInACircle, stuck.Recipient);
            waiting[waiting.IndexOf(stuck)] = stuck with { WaitsFor = [] };
        }

        return waiting;
    }

    private static List<string> Elsewhere(Leg leg, List<Leg> legs, AgencyDirectory directory, Collaboration? agreement) =>
        [.. leg.Services.SelectMany(s => Of(s, directory, agreement)).Distinct(StringComparer.Ordinal)
            .Where(first => legs.Exists(o => o.Recipient != leg.Recipient && o.Services.Contains(first)))];

    private static bool Reaches(IReadOnlyDictionary<string, IReadOnlyList<string>> edges, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(edges.GetValueOrDefault(from) ?? []);
        while (open.TryPop(out var next))
        {
            if (next == to)
                return true;
            if (!seen.Add(next))
                continue;
            foreach (var further in edges.GetValueOrDefault(next) ?? [])
                open.Push(further);
        }

        return false;
    }
}
