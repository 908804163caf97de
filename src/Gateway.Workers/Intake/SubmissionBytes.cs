using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Intake;

/// <summary>
/// How long the bytes of a submission are kept: until all its records live on their own, and when some were set aside,
/// 14 days for a look at what was sent. The end of that time is a clock like any other deadline, so that neither a
/// restart nor a crash moves it.
/// </summary>
internal static class SubmissionBytes
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(14);

    /// <summary>Starts the clock of a submission whose bytes are still wanted.</summary>
    internal static void KeepForNow(UnitOfWork unit, SubmissionSnapshot submission) =>
        unit.StartDeadline(DeadlineKinds.SubmissionKept, submission.Id, submission.ReceivedAt + Keep);

    /// <summary>Destroys the bytes of submissions together with their keys. The rows must be tracked by the unit.</summary>
    internal static void Destroy(UnitOfWork unit, IReadOnlyCollection<SubmissionSnapshot> submissions, CancellationToken cancellation)
    {
        if (submissions.Count == 0)
            return;
        var keyIds = submissions.Select(s => s.KeyId).ToList();
        var ids = submissions.Select(s => s.Id).ToList();
        foreach (var submission in submissions)
            submission.DestroyedAt = unit.Now;
        unit.Inside(store => store.DataKeys.Where(k => keyIds.Contains(k.Id)).ExecuteUpdateAsync(key => key.SetProperty(k => k.Wrapped, (byte[]?)null), cancellation));
        unit.Inside(store => store.Segments.Where(s => ids.Contains(s.SubmissionId)).ExecuteDeleteAsync(cancellation));
    }
}
