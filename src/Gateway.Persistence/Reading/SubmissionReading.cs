using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Returns;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>A submission as its sender may see it: what was set aside and why; of the rest only that it goes on.</summary>
internal sealed class SubmissionReading(IGatewayDatabase database, IPresent<Agreed> agreed) : ISubmissionReading
{
    public async Task<SubmissionPage?> ReadAsync(string agency, Guid submissionId, int after, int take, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var submission = await store.Submissions.Where(s => s.Id == submissionId && s.Agency == agency)
            .Select(s => new { s.Id, s.Profile, s.State, s.Records, s.SetAside, s.ReasonCode, s.ReasonText }).SingleOrDefaultAsync(cancellation);
        if (submission is null)
            return null;
        var rows = await store.Records.AsNoTracking().Where(r => r.SubmissionId == submissionId && r.Number > after)
            .OrderBy(r => r.Number).Take(take + 1)
            .Select(r => new { r.Id, r.Number, r.State, r.ReasonCode, r.ReasonText, r.ReasonPath, r.Line, r.ReferralId, r.StatementType })
            .ToListAsync(cancellation);
        var referrals = rows.Where(r => r.ReferralId != null).Select(r => r.ReferralId!.Value).ToList();
        // By referral only: an agency may have millions of deliveries.
        var answered = (await store.Deliveries.Where(d => referrals.Contains(d.ReferralId) && d.HandoverId != null && d.ReleasedAt != null).Select(d => new { d.ReferralId, d.Recipient }).ToListAsync(cancellation))
            .Where(d => d.Recipient == agency).Select(d => d.ReferralId).ToHashSet();
        var corrected = await CorrectionLinks.ByAsync(store, [submissionId, .. rows.Where(r => r.State == RecordState.SetAside).Select(r => r.Id)], cancellation);
        var returned = await ReturnedAsync(store, [submissionId, .. rows.Where(r => r.ReasonCode != null).Select(r => r.Id)], cancellation);
        var language = agreed.Now.Directory.Party(agency)?.Language ?? SpokenLanguage.Codes[0];
        var lines = rows.Take(take).Select(r =>
        {
            var aside = r.State == RecordState.SetAside;
            // A reply names a handover of the caller's own; waiting is no secret to it.
            var waiting = r.State == RecordState.Waiting;
            // An answer states nothing, and says why; a reply after the final one has no effect, and says so.
            var answer = r.ReasonCode != null;
            var done = r.StatementType != Contracts.EventTypes.ReferralSubmitted ? r.State == RecordState.Done : r.ReferralId is { } id && answered.Contains(id);
            return new RecordLine(
                new RecordName(submissionId, r.Number).ToString(),
                aside ? "setAside" : done ? "done" : "pending",
                aside || submission.State == SubmissionState.Received ? "translation" : "referral",
                aside || waiting || answer ? ReasonOf(language, r.ReasonCode ?? "", r.ReasonText, r.ReasonPath, r.Line, nothingToDo: waiting || (!aside && r.StatementType == null)) : null,
                r.ReferralId is { } referral ? [referral] : [],
                corrected.TryGetValue(r.Id, out var by) ? by : null,
                returned.TryGetValue(r.Id, out var at) ? at : null);
        }).ToList();
        return new SubmissionPage(
            submission.Id, submission.Profile,
            submission.State switch { SubmissionState.Received => "received", SubmissionState.Translated => "translated", _ => "setAside" },
            submission.Records, submission.SetAside, lines,
            rows.Count > take ? rows[take - 1].Number : null,
            submission.ReasonCode is { } code ? ReasonOf(language, code, submission.ReasonText, null, null, nothingToDo: code is SubmissionSnapshot.HeldBySender or SubmissionSnapshot.TakenBack) : null,
            (await CorrectionLinks.OfAsync(store, submissionId, cancellation))?.ToString(),
            corrected.TryGetValue(submissionId, out var whole) ? whole : null,
            returned.TryGetValue(submissionId, out var wholeAt) ? wholeAt : null);
    }

    /// <summary>What waits, and an answer that states nothing, is no fault: there is nothing to do about it.</summary>
    private static Reason ReasonOf(string language, string code, string? text, string? path, int? line, bool nothingToDo) => new(
        code, StoredSentence.ReadOrNull(text)?.ToString() ?? "", path, line, nothingToDo ? null : ReturnWords.Sentence(language, code, StoredSentence.ReadOrNull(text)), nothingToDo ? null : ReturnWords.Remedy(language, code));

    /// <summary>When records, or a submission as a whole, were sent back; the last time counts.</summary>
    private static async Task<Dictionary<Guid, DateTimeOffset>> ReturnedAsync(GatewayContext store, List<Guid> subjects, CancellationToken cancellation)
    {
        var entries = await store.Audit.AsNoTracking().Where(a => subjects.Contains(a.SubjectId) && a.Kind == ReturnRules.AuditKind)
            .OrderBy(a => a.Id).Select(a => new { a.SubjectId, a.At }).ToListAsync(cancellation);
        return entries.GroupBy(e => e.SubjectId).ToDictionary(g => g.Key, g => g.Last().At);
    }
}
