using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Noes;
using Gateway.Core.Retention;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>
/// Whether a submission is new, and what its acceptance does. A repeat under the same key gets the first one's id, and has
/// records that were set aside translated again when the profile has changed since; another
/// body under a used key is refused. A client's no takes effect with the acceptance.
/// </summary>
public static class IntakeRules
{
    /// <summary>How long bytes are kept at the most, whatever the policy says: for a look at what was sent, and for a translation that waits for a person.</summary>
    public static readonly TimeSpan KeepBytes = TimeSpan.FromDays(14);

    /// <summary>Decides a submission.</summary>
    /// <returns>What its caller is told, and the effects when it is accepted for the first time.</returns>
    public static (IntakeResult Result, Decision Decision) Decide(IntakeSnapshots known, Circumstances circumstances, NewSubmission given)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(given);
        var draft = new Draft(known, circumstances, given.TraceParent);
        var submission = given.Submission;
        var nothing = draft.Decided(ItemOutcome.Completed);
        if (known.Earlier.FirstOrDefault(s => IsSame(s, submission)) is { } first)
        {
            // This very submission: an earlier round committed it, and its answer was lost with the connection.
            if (first.Id == submission.Id)
                return (new IntakeResult.Accepted(first.Id, Repeated: false), nothing);
            if (!BlindIndex.Same(first.BodyHash, submission.BodyHash))
                return (new IntakeResult.KeyReused(), nothing);
            var again = MayTranslateAgain(first, given.ProfileVersion);
            if (again && known.Translating.Add(first.Id))
            {
                draft.Enqueue(StageNames.Translation, first.Id, generation: 1);
                draft.Audit("submission.sent-again", submission.Agency, first.Id, new { profile = given.ProfileVersion });
            }

            return (new IntakeResult.Accepted(first.Id, Repeated: true) { TranslatedAgain = again }, draft.Decided(ItemOutcome.Completed));
        }

        if (given.Corrects is { } named && !known.Corrected.ContainsKey(named))
            return (new IntakeResult.CorrectsNothing(), nothing);
        Accept(draft, known, given);
        known.Earlier.Add(submission);
        return (new IntakeResult.Accepted(submission.Id, Repeated: false), draft.Decided(ItemOutcome.Completed));
    }

    /// <summary>Whether the same bytes would say something else now: records of theirs are set aside, the profile has changed since, and the bytes are still kept.</summary>
    private static bool MayTranslateAgain(SubmissionSnapshot first, string? version) =>
        first is { SetAside: > 0, State: not SubmissionState.Received, DestroyedAt: null, ProfileVersion: not null } && version is not null && version != first.ProfileVersion;

    private static void Accept(Draft draft, IntakeSnapshots known, NewSubmission given)
    {
        var received = given.Submission.ReceivedAt;
        var term = draft.Agreed.Policy.Retention.Of(RetentionKinds.SubmissionBytes)?.Keep?.After(received);
        var submission = given.Submission with { KeepUntil = term < received + KeepBytes ? term : received + KeepBytes };
        draft.Add(submission);
        foreach (var row in given.Sealed)
            draft.Add(row);
        draft.Audit("submission.accepted", submission.Agency, submission.Id, new { submission.Profile, submission.Bytes });
        if (given.Operation is { } operation)
            draft.Operated(operation);
        if (given.Corrects is { } named)
            Correct(draft, submission, named, known.Corrected[named]);
        if (submission.State == SubmissionState.SetAside)
        {
            draft.OpenTask(TaskKinds.SetAside, submission.Agency, submission.Id, submission.ReasonCode!, StoredSentence.Read(submission.ReasonText!));
            draft.Audit("submission.set-aside", submission.Agency, submission.Id, new { code = submission.ReasonCode });
        }
        else
        {
            draft.Enqueue(StageNames.Translation, submission.Id, delay: given.Held);
        }

        foreach (var no in given.Noes)
        {
            // An answer speaks of the referring agency's client, through its handover.
            var client = no is not ReferralReply && no.Client is { Identifiers.Count: > 0 } stated && draft.Agreed.Directory.Find(submission.Agency) is not null
                ? known.Register.Of(draft, submission.Agency, stated).ClientId
                : null;
            NoRules.Apply(draft, submission.Agency, client, no, submission.ReceivedAt, known.Register);
        }
    }

    /// <summary>A submission replaces what was set aside: both say so from now on, and nobody need look at the old one any more.</summary>
    private static void Correct(Draft draft, SubmissionSnapshot by, RecordName named, Guid subject)
    {
        draft.CloseTasks("corrected", [subject], TaskKinds.SetAside);
        draft.CloseTasks("corrected", [subject], TaskKinds.Returned);
        draft.Audit("submission.corrects", by.Agency, by.Id, new { record = named.ToString() });
        draft.Audit("record.corrected", by.Agency, subject, new { submission = by.Id });
    }

    private static bool IsSame(SubmissionSnapshot earlier, SubmissionSnapshot now) =>
        earlier.Agency == now.Agency && earlier.Profile == now.Profile && BlindIndex.Same(earlier.KeyHash, now.KeyHash);
}
