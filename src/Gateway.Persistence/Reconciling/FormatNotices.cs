using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reconciling;

/// <summary>A task per office whose formats lack something. One that somebody closed is not opened again for the same gap.</summary>
internal sealed class FormatNotices(IGatewayDatabase database, UnitsOfWork units, ICircumstances circumstances) : IFormatNotices
{
    private const int Shown = 12;

    public async Task TellAsync(Lease lease, IReadOnlyList<FormatGap> gaps, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        List<Guid> keys = [.. gaps.Select(g => g.Key)];
        var batch = new LoadBatch(database);
        var told = batch.Rows<OfficeTask>($"""WHERE t."ReasonCode" = {FormatGaps.Code} AND (t."ClosedAt" IS NULL OR t."SubjectId" {keys})""");
        await batch.RunAsync(cancellation);
        var draft = new Draft(new Snapshots { Tasks = new SnapshotSet<OfficeTask>(told) }, circumstances.Now());
        foreach (var old in told.Where(t => t.ClosedAt is null && !keys.Contains(t.SubjectId)))
            draft.CloseTask(old, "format-changed");
        foreach (var gap in gaps.Where(g => told.TrueForAll(t => t.SubjectId != g.Key)))
            draft.OpenTask(TaskKinds.CaseWork, gap.Agency, gap.Key, FormatGaps.Code, TaskSentences.FormatGap.With(gap.Formats, Named(gap)), told: false);
        if (draft.Decided() is not { Effects.Count: > 0 } decision)
            return;
        await using var unit = units.Open();
        unit.First(LeaseStore.Hold(lease));
        EffectWriter.Write(unit, draft.Known, [decision]);
        await unit.CommitAsync(cancellation);
    }

    private static string Named(FormatGap gap) =>
        string.Join(", ", gap.Missing.Take(Shown)) + (gap.Missing.Count > Shown ? $", … ({gap.Missing.Count})" : "");
}
