using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Intake;

/// <summary>A submission replaces a record that was set aside: both say so from now on, and nobody need look at the old one any more.</summary>
internal sealed class Correction
{
    private readonly RecordName _replaced;
    private readonly Guid _subject;
    private readonly IReadOnlyList<OfficeTask> _open;

    private Correction(RecordName replaced, Guid subject, IReadOnlyList<OfficeTask> open) => (_replaced, _subject, _open) = (replaced, subject, open);

    /// <summary>Finds what is replaced; null when the agency has no such record that is set aside.</summary>
    internal static async Task<Correction?> FindAsync(UnitOfWork unit, string agency, RecordName named)
    {
        var store = unit.Store;
        var subject = named.Number == 0
            ? await store.Submissions.Where(s => s.Id == named.Submission && s.Agency == agency && s.State == SubmissionState.SetAside && s.Records == 0).Select(s => (Guid?)s.Id).SingleOrDefaultAsync()
            : await store.Records.Where(r => r.SubmissionId == named.Submission && r.Number == named.Number && r.Agency == agency && r.State == RecordState.SetAside).Select(r => (Guid?)r.Id).SingleOrDefaultAsync();
        return subject is { } found
            ? new Correction(named, found, await store.Tasks.Where(w => w.SubjectId == found && w.ClosedAt == null && w.Kind == TaskKinds.SetAside).ToListAsync())
            : null;
    }

    internal void Apply(UnitOfWork unit, SubmissionSnapshot by)
    {
        foreach (var item in _open)
            (item.ClosedAt, item.ClosedBy) = (unit.Now, "corrected");
        CorrectionLinks.Note(unit, by, _replaced, _subject);
    }
}
