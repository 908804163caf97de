using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Noes;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>
/// What becomes of records that were set aside and are translated again, under the profile as it is now. One that is
/// translated is processed as if it had been so at first, under its old name; one that fails again stays, with the reason of now.
/// </summary>
public static class RetranslationRules
{
    /// <summary>Code of a record whose bytes are not kept any more.</summary>
    public const string BytesGone = "bytes-gone";

    /// <summary>Code of a record that is not where it was: the profile tells records apart in another way now.</summary>
    public const string Moved = "record-moved";

    /// <summary>Decides records of one submission: all of a work item, or a part of them.</summary>
    /// <param name="known">Snapshots: those that withdrawals among the records need.</param>
    /// <param name="register">Finds and makes clients.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">The work item.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="records">The records as read.</param>
    /// <param name="further">
    /// The document holds records behind the last one that was known: it could not be read on, and now can. These are the
    /// noes of clients in them, which are in force at once, as those are that intake can read; null: it holds none.
    /// </param>
    /// <param name="finished">The work item ends with them: nothing is read from the submission's bytes any more.</param>
    public static Decision Decide(
        Snapshots known, IClientRegister register, Circumstances circumstances, WorkItem item, SubmissionSnapshot submission, IReadOnlyList<RecordAgain> records,
        IReadOnlyList<IClientStatement>? further, bool finished = true)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(records);
        var draft = new Draft(known, circumstances, item.TraceParent);
        var erased = records.Where(r => r.IsDue && r.Read is { } read && TranslationRules.IsOfErased(register, submission, read)).ToList();
        Forget(draft, erased);
        var fewer = erased.Count(WasCounted);
        // The others are settled meanwhile: corrected, returned, or translated by another replay.
        var judged = records.Where(r => r.IsDue && !erased.Contains(r))
            .Select(r => (Record: r, Problem: ProblemOf(draft.Agreed.Directory, submission, r) ?? (r.Read is { } read ? TranslationRules.OfClient(register, submission, read) : null)))
            .Where(j => j.Problem is null || (IsOther(j.Record.Kept, j.Problem) && !HidesRule(j.Record, j.Problem))).ToList();
        // Together, and before new tasks of the same records are opened.
        Close(draft, "translated-again", judged.Where(j => j.Problem is null).Select(j => j.Record.Kept.Id));
        Close(draft, "other-reason", judged.Where(j => j.Problem is not null).Select(j => j.Record.Kept.Id));
        foreach (var (record, problem) in judged)
        {
            if (problem is not null)
            {
                Stay(draft, submission, record.Kept, problem);
                continue;
            }

            Go(draft, register, submission, record);
            fewer += WasCounted(record) ? 1 : 0;
        }

        draft.TranslatedAgain(submission, fewer, further is not null, records.Select(r => r.ProfileVersion).FirstOrDefault(v => v is not null), finished);
        if (further is null)
            return draft.Decided(ItemOutcome.Completed);
        foreach (var no in further)
        {
            var client = no is not ReferralReply && no.Client is { Identifiers.Count: > 0 } stated ? register.Of(draft, submission.Agency, stated).ClientId : null;
            NoRules.Apply(draft, submission.Agency, client, no, submission.ReceivedAt, register);
        }

        draft.Enqueue(StageNames.Translation, submission.Id, generation: item.Generation + 1);
        return draft.Decided(ItemOutcome.Completed);
    }

    /// <summary>Why a record stays set aside; null: it does not.</summary>
    public static TranslationProblem? ProblemOf(Directory.AgencyDirectory directory, SubmissionSnapshot submission, RecordAgain record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Read is not { } read)
        {
            return record.HasStatements ? null : new TranslationProblem(
                BytesGone, null, record.Kept.Line, StatementProblems.BytesGone);
        }

        // A number alone does not say that it is the same record: the lines in which the two begin must agree.
        if (record.Slice is null && read.Line != record.Kept.Line)
        {
            return new TranslationProblem(
                Moved, null, record.Kept.Line, StatementProblems.RecordMoved);
        }

        return ProblemOf(directory, submission, read);
    }

    /// <summary>Why a record as it is read would be set aside; null: it would not.</summary>
    public static TranslationProblem? ProblemOf(Directory.AgencyDirectory directory, SubmissionSnapshot submission, ReadRecord read)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(read);
        return read.Problem ?? TranslationRules.OfSender(directory, submission, read) ?? Ladder.LadderRules.OfRecord(directory, submission, read);
    }

    /// <summary>Whether the submission counts it as set aside: it does so for what translation set aside, not for what a rule did.</summary>
    private static bool WasCounted(RecordAgain record) => !record.HasStatements;

    private static void Go(Draft draft, IClientRegister register, SubmissionSnapshot submission, RecordAgain again)
    {
        var kept = again.Kept;
        draft.Audit("record.translated-again", "gateway", kept.Id, new { submission = submission.Id, number = kept.Number, code = kept.ReasonCode, path = kept.ReasonPath, profile = again.ProfileVersion });
        if (again.Read is not { } read)
        {
            var decided = kept with { State = RecordState.Translated, Round = kept.Round + 1, ReasonCode = null, ReasonText = null, ReasonPath = null };
            draft.ChangeKept(kept, decided);
            draft.Enqueue(StageNames.OfStatement(kept.StatementType), kept.Id, generation: decided.Round);
            return;
        }

        var (row, client) = TranslationRules.Row(draft, register, submission, read, problem: null, kept.Id);
        row = row with { Version = kept.Version, Round = kept.Round + 1, Line = kept.Line, Compartment = (Compartment)Math.Max((int)kept.Compartment, (int)read.Compartment) };
        draft.KeepAgain(kept, row, client, read);
        draft.Enqueue(StageNames.OfStatement(row.StatementType), kept.Id, generation: row.Round);
        TranslationRules.ApplyNoes(draft, register, submission, client, read);
    }

    /// <summary>A client whom nobody could read in the record was erased since: what is kept of the record goes too.</summary>
    private static void Forget(Draft draft, IReadOnlyList<RecordAgain> records)
    {
        Close(draft, "erased", records.Select(r => r.Kept.Id));
        foreach (var kept in records.Select(r => r.Kept))
        {
            draft.ChangeKept(kept, kept with { Sealed = null, Wrapped = null, ReasonCode = TranslationRules.ErasedBefore.Code, ReasonText = TranslationRules.TextOf(TranslationRules.ErasedBefore.Text), ReasonPath = null });
            draft.Audit("record.erased", "gateway", kept.Id);
        }
    }

    private static void Close(Draft draft, string by, IEnumerable<Guid> records)
    {
        if (records.ToList() is { Count: > 0 } ids)
        {
            draft.CloseTasks(by, ids, TaskKinds.SetAside);
            draft.CloseTasks(by, ids, TaskKinds.Returned);
        }
    }

    /// <summary>Whether a record is set aside for another reason now.</summary>
    private static bool IsOther(RecordSnapshot kept, TranslationProblem problem) =>
        problem.Code != kept.ReasonCode || TranslationRules.PathOf(problem) != kept.ReasonPath || TranslationRules.TextOf(problem.Text) != kept.ReasonText;

    /// <summary>
    /// Whether a reason that belongs to the sender or the client's key would take the place of a rule's. The rule's stays: a record that a
    /// rule set aside is not among those that its submission counts, and by the other reason it would be taken for one.
    /// </summary>
    private static bool HidesRule(RecordAgain record, TranslationProblem problem) =>
        record.HasStatements && problem.Code is TranslationRules.ClientUnreadable or TranslationRules.OtherSender;

    /// <summary>The reason of now counts: a cause that is repaired leads to the next one.</summary>
    private static void Stay(Draft draft, SubmissionSnapshot submission, RecordSnapshot kept, TranslationProblem problem)
    {
        draft.ChangeKept(kept, kept with { ReasonCode = problem.Code, ReasonText = TranslationRules.TextOf(problem.Text), ReasonPath = TranslationRules.PathOf(problem) });
        draft.OpenTask(TaskKinds.SetAside, submission.Agency, kept.Id, problem.Code, problem.Text);
        draft.Audit("record.set-aside", submission.Agency, kept.Id, new { submission = submission.Id, number = kept.Number, problem.Code });
    }
}
