using System.Globalization;
using Gateway.Core.Funnel;
using Gateway.Core.Operating;
using Gateway.Core.Reading;

namespace Gateway.Core.Reports;

/// <summary>An entry of the barrier log, exact.</summary>
/// <param name="Id">Id.</param>
/// <param name="Site">Collaboration; null: all.</param>
/// <param name="Title">Code of a barrier, or what somebody wrote.</param>
/// <param name="Stopped">How many it stopped.</param>
/// <param name="Level">Level that can solve it.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="IsDecided">Whether it was decided.</param>
public sealed record LoggedBarrier(Guid Id, string? Site, string Title, int Stopped, string Level, string Owner, DateTimeOffset OpenedAt, bool IsDecided);

/// <summary>
/// Table of the barrier log. What sites count as lost for a reason fills the log too, so those numbers are parts of each other.
/// What was decided is words of the offices and stands on the pilot's page alone.
/// </summary>
internal static class BarrierTables
{
    internal static NamedTable Of(ReportNumbers numbers, IReadOnlyList<LoggedBarrier> barriers) =>
        new(ReportTables.Barriers, null, ReportTables.Words("stopped"),
            [.. barriers.Select(b => new NamedRow(new ReportLabel(LabelKind.Reason, b.Title), numbers.Put(EntryName(b.Id), b.Stopped))
            {
                Facts =
                [
                    b.Site is { } site ? new ReportLabel(LabelKind.Site, site) : ReportTables.Word("all-sites"), new ReportLabel(LabelKind.Level, b.Level), new ReportLabel(LabelKind.Agency, b.Owner),
                    ReportTables.Name(b.OpenedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ReportTables.Word(b.IsDecided ? "decided" : "open"),
                ],
            })])
        {
            FactColumns = ReportTables.Words("site", "level", "owner", "since", "state"),
        };

    /// <summary>
    /// Relates the log to the funnels. What sites count as lost fills entries of the log; others come from answers. So the entries
    /// of a site and a barrier hold the site's losses, and an entry of just as many may be the same people.
    /// </summary>
    internal static void Relate(ReportNumbers numbers, IReadOnlyList<LoggedBarrier> barriers, PilotFigures pilot)
    {
        foreach (var (site, stages) in pilot.Sites.Select(s => (s.Agreement, s.Funnel)))
        {
            var losses = stages.SelectMany(s => s.Lost.Select(l => (s.Stage, l.Reason, l.Count, Barrier: BarrierRules.Of(l.Reason)))).Where(l => l.Barrier is not null).ToList();
            foreach (var barrier in losses.GroupBy(l => l.Barrier, StringComparer.Ordinal))
            {
                var entries = barriers.Where(b => b.Site == site && b.Title == barrier.Key).ToList();
                var logged = numbers.Put($"barrier/{site}/{barrier.Key}", entries.Sum(e => e.Stopped));
                numbers.Sum(logged, entries.Select(e => EntryName(e.Id)));
                numbers.SumWithRest(logged, [.. barrier.Select(l => FunnelTables.LossName(site, l.Stage, l.Reason))]);
                foreach (var (entry, loss) in entries.SelectMany(e => barrier.Where(l => l.Count == e.Stopped).Select(l => (e, l))))
                    numbers.Sum(EntryName(entry.Id), [FunnelTables.LossName(site, loss.Stage, loss.Reason)]);
            }
        }
    }

    /// <summary>Numbers with those of entries hidden whose barrier has a loss that a funnel hides to protect another: they may be about the same people.</summary>
    internal static IReadOnlyDictionary<string, Cell> Protected(IReadOnlyDictionary<string, Cell> cells, IReadOnlyList<LoggedBarrier> barriers, PilotFigures pilot)
    {
        var kept = cells.ToDictionary(StringComparer.Ordinal);
        foreach (var (site, stages) in pilot.Sites.Select(s => ((string?)s.Agreement, s.Funnel)).Prepend((null, pilot.Funnel)))
        {
            foreach (var loss in stages.SelectMany(s => s.Lost.Select(l => (Name: FunnelTables.LossName(site, s.Stage, l.Reason), Barrier: BarrierRules.Of(l.Reason)))).Where(l => l.Barrier is not null && cells.GetValueOrDefault(l.Name) is { Hidden: Suppression.ProtectsAnother }))
            {
                foreach (var entry in barriers.Where(b => b.Title == loss.Barrier && (site is null || b.Site == site) && kept[EntryName(b.Id)].Count is not null))
                    kept[EntryName(entry.Id)] = new Cell(null, Suppression.ProtectsAnother);
            }
        }

        return kept;
    }

    /// <summary>Name of the number of an entry.</summary>
    internal static string EntryName(Guid id) => $"barrier/{id:D}";
}
