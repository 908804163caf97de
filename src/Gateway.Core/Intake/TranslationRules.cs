using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Ladder;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>What becomes of the records of a submission: each is kept under its client's key and goes to its stage, or is set aside alone.</summary>
public static class TranslationRules
{
    /// <summary>Code of a record that names another organisation as its sender.</summary>
    public const string OtherSender = "sender-mismatch";

    /// <summary>Reason code of a record of a client whose key cannot be opened.</summary>
    public const string ClientUnreadable = "client-unreadable";

    /// <summary>What is said of a record whose client was erased after it was received.</summary>
    internal static TranslationProblem ErasedBefore { get; } = new("client-gone", null, null, StatementProblems.ClientErased);

    private const int LongestPath = 400;

    /// <summary>Decides a part of a submission.</summary>
    /// <param name="known">Snapshots; the draft adds to them.</param>
    /// <param name="register">Finds and makes clients.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">The submission's work item.</param>
    /// <param name="submission">The submission as read.</param>
    /// <param name="records">The records read on.</param>
    /// <param name="finished">The submission ends with them.</param>
    /// <param name="under">Profile under which they are read; null: as the submission says.</param>
    /// <param name="late">The submission was set aside whole when it arrived, and is read now.</param>
    public static Decision Decide(
        Snapshots known, IClientRegister register, Circumstances circumstances, WorkItem item, SubmissionSnapshot submission, IReadOnlyList<ReadRecord> records, bool finished,
        ReadUnder? under = null, bool late = false)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(records);
        var draft = new Draft(known, circumstances, item.TraceParent);
        // Its bytes were destroyed when their time was over, or it still cannot be read: what is said of it stands.
        if (submission.DestroyedAt is not null || (!late && ArrivalRules.IsWhole(submission)))
        {
            draft.ChangeSubmission(submission, submission);
            return draft.Decided(ItemOutcome.Completed);
        }

        var changed = submission with { Records = submission.Records + records.Count, Profile = under?.Profile ?? submission.Profile, ProfileVersion = under?.Version ?? submission.ProfileVersion };
        if (late && submission.State == SubmissionState.SetAside)
            changed = ArrivalRules.Begin(draft, changed);
        foreach (var record in records)
            changed = Keep(draft, register, changed, record, late);
        if (finished)
            changed = Settle(draft, changed);
        draft.ChangeSubmission(submission, changed);
        return draft.Decided(ItemOutcome.Completed);
    }

    private static SubmissionSnapshot Keep(Draft draft, IClientRegister register, SubmissionSnapshot submission, ReadRecord record, bool late)
    {
        if (IsOfErased(register, submission, record))
            return PassOver(draft, submission, record);
        var problem = record.Problem ?? OfSender(draft.Agreed.Directory, submission, record) ?? LadderRules.OfRecord(draft.Agreed.Directory, submission, record) ?? OfClient(register, submission, record);
        var (row, client) = Row(draft, register, submission, record, problem, draft.NewKey());
        draft.Keep(row, client, problem is null ? record.Statements : [], record);
        if (problem is null)
        {
            draft.Enqueue(StageNames.OfStatement(row.StatementType), row.Id);
            if (record is { Answer: StatementProblems.WordsSealedCode, AnswerText: { } offered })
                draft.OpenTask(TaskKinds.CodesOffered, submission.Agency, row.Id, StatementProblems.WordsSealedCode, offered);
            if (late)
                ApplyNoes(draft, register, submission, client, record);
            return submission;
        }

        draft.OpenTask(TaskKinds.SetAside, submission.Agency, row.Id, problem.Code, problem.Text);
        draft.Audit("record.set-aside", submission.Agency, row.Id, new { submission = submission.Id, number = record.Number, problem.Code });
        return submission with { SetAside = submission.SetAside + 1, ReasonCode = submission.ReasonCode ?? problem.Code, ReasonText = submission.ReasonText ?? row.ReasonText };
    }

    /// <summary>Whether a record names a client that was erased after it was received.</summary>
    internal static bool IsOfErased(IClientRegister register, SubmissionSnapshot submission, ReadRecord record) =>
        Statement.ClientOf(record.Statements) is { } client && register.ErasedAt(submission.Agency, client) >= submission.ReceivedAt;

    /// <summary>Its place in the submission is kept, and nothing that it says. Nobody has to look at it.</summary>
    private static SubmissionSnapshot PassOver(Draft draft, SubmissionSnapshot submission, ReadRecord record)
    {
        var row = draft.Records.Add(new RecordSnapshot
        {
            Id = draft.NewKey(), SubmissionId = submission.Id, Number = record.Number, Agency = submission.Agency, Line = record.Line, State = RecordState.SetAside,
            ReceivedAt = submission.ReceivedAt, ReasonCode = ErasedBefore.Code, ReasonText = TextOf(ErasedBefore.Text),
        });
        draft.Audit("record.erased", "gateway", row.Id, new { submission = submission.Id, number = record.Number });
        return submission;
    }

    /// <summary>A record as it is kept, and whose key it is kept under.</summary>
    internal static (RecordSnapshot Row, KnownClient Under) Row(
        Draft draft, IClientRegister register, SubmissionSnapshot submission, ReadRecord record, TranslationProblem? problem, Guid id)
    {
        var client = problem is null && Statement.ClientOf(record.Statements) is { } stated ? register.Of(draft, submission.Agency, stated) : register.Unidentified(id);
        return (new RecordSnapshot
        {
            Id = id,
            SubmissionId = submission.Id,
            Number = record.Number,
            Agency = submission.Agency,
            Line = record.Line,
            State = problem is null ? RecordState.Translated : RecordState.SetAside,
            StatementType = record.Statements.Count > 0 ? record.Statements[0].Type : null,
            ClientId = client.ClientId,
            Wrapped = client.ClientId is null ? client.Wrapped : null,
            InReplyToHash = record.Statements.Select(s => s.Content).OfType<ReferralReply>().FirstOrDefault() is { } reply ? draft.Index.Ticket(submission.Agency, reply.InReplyTo) : null,
            Unmapped = record.Unmapped,
            ReceivedAt = submission.ReceivedAt,
            Compartment = record.Compartment,
            Ladder = problem is null && record.Statements.Any(s => LadderRules.IsCounted(s.Content)) ? LadderState.ToCount : LadderState.None,
            ReasonCode = problem?.Code ?? record.Answer,
            ReasonText = TextOf(problem?.Text ?? record.AnswerText),
            ReasonPath = PathOf(problem),
        }, client);
    }

    /// <summary>Intake applies the noes of clients that it can read. One that it could not read is in force with its translation.</summary>
    internal static void ApplyNoes(Draft draft, IClientRegister register, SubmissionSnapshot submission, KnownClient client, ReadRecord record)
    {
        foreach (var no in record.Statements.Select(s => s.Content).Where(ClientNo.IsSaidBy))
            NoRules.Apply(draft, submission.Agency, client.ClientId, no, submission.ReceivedAt, register);
    }

    /// <summary>An agency speaks for itself only.</summary>
    internal static TranslationProblem? OfSender(AgencyDirectory directory, SubmissionSnapshot submission, ReadRecord record)
    {
        var day = directory.DayAt(submission.Agency, submission.ReceivedAt);
        return directory.Party(submission.Agency) is { } agency && record.Statements.All(s => directory.IsSelf(agency, s.Content.Sender, day))
            ? null
            : new TranslationProblem(OtherSender, "sender", record.Line, StatementProblems.OtherSender);
    }

    /// <summary>What is known of the client cannot be opened, so nothing can be added to it. The record keeps its bytes, and is translated again when the key is repaired.</summary>
    internal static TranslationProblem? OfClient(IClientRegister register, SubmissionSnapshot submission, ReadRecord record) =>
        Statement.ClientOf(record.Statements) is { } client && register.IsUnreadable(submission.Agency, client)
            ? new TranslationProblem(ClientUnreadable, null, record.Line, StatementProblems.ClientUnreadable)
            : null;

    /// <summary>A reason's sentence as it is kept.</summary>
    internal static string? TextOf(Sentence? text) => text is null ? null : StoredSentence.Store(text);

    /// <summary>A reason's path as far as it is kept.</summary>
    internal static string? PathOf(TranslationProblem? problem) => Bounded(problem?.Path, LongestPath);

    /// <summary>The submission is read. Bytes of which every record lives on its own are destroyed with their key; others are kept for a look until <see cref="SubmissionSnapshot.KeepUntil"/>.</summary>
    private static SubmissionSnapshot Settle(Draft draft, SubmissionSnapshot submission)
    {
        var nothing = submission.Records > 0 && submission.SetAside == submission.Records;
        var settled = submission with
        {
            State = nothing ? SubmissionState.SetAside : SubmissionState.Translated,
            ReasonCode = nothing && submission.ReasonCode != SubmissionSnapshot.HeldBySender ? submission.ReasonCode : null,
            ReasonText = nothing ? submission.ReasonText : null,
        };
        if (settled.SetAside > 0)
            return settled;
        draft.ForgetBytes(settled);
        return settled with { DestroyedAt = draft.Moment.Now, KeepUntil = null, Wrapped = null, Sealed = null };
    }

    private static string? Bounded(string? text, int most) => text is { Length: var length } && length > most ? text[..most] : text;
}
