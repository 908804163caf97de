using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>
/// Submissions that were set aside whole when they arrived: nothing of them was read. A replay reads them once the contracts
/// allow it.
/// </summary>
public static class ArrivalRules
{
    /// <summary>Code of a submission in a format that the gateway does not know.</summary>
    public const string ProfileUnknown = "profile-unknown";

    /// <summary>Code of a submission in a format that its agency has not agreed on.</summary>
    public const string ProfileNotAllowed = "profile-not-allowed";

    /// <summary>Code of a submission on which the gateway failed.</summary>
    public const string IntakeFailed = "intake-failed";

    /// <summary>Whether a submission is one of which nothing was read.</summary>
    public static bool IsWhole(SubmissionSnapshot submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return submission is { State: SubmissionState.SetAside, Records: 0 };
    }

    /// <summary>Format in which a submission is read now: the one that it names, also where that did not exist when it arrived.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="index">Blind index.</param>
    /// <param name="known">Ids of the formats of now.</param>
    /// <returns>Id of a format; null: there is none of that name.</returns>
    public static string? ProfileOf(SubmissionSnapshot submission, BlindIndex index, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(index);
        return submission.NamedProfile is { } named
            ? known.FirstOrDefault(p => BlindIndex.Same(index.Profile(submission.Agency, p), named))
            : known.FirstOrDefault(p => p == submission.Profile);
    }

    /// <summary>Why it still cannot be read; null: it can.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="directory">Directory of now.</param>
    /// <param name="profile">Format in which it is read now (<see cref="ProfileOf"/>); null: the gateway knows none.</param>
    /// <returns>A reason code. What only the sender can put right (a length, an encoding, a key) keeps its own.</returns>
    public static string? ProblemOf(SubmissionSnapshot submission, AgencyDirectory directory, string? profile)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(directory);
        if (submission.DestroyedAt is not null)
            return RetranslationRules.BytesGone;
        if (submission.ReasonCode is not (ProfileUnknown or ProfileNotAllowed or IntakeFailed))
            return submission.ReasonCode;
        if (profile is null)
            return ProfileUnknown;
        return directory.Find(submission.Agency) is { Live: true } agency && agency.Profiles.Contains(profile) ? null : ProfileNotAllowed;
    }

    /// <summary>It is read from now on, as if it had just been accepted.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="submission">The submission, in the format in which it is read now.</param>
    internal static SubmissionSnapshot Begin(Draft draft, SubmissionSnapshot submission)
    {
        draft.CloseTasks("read-late", [submission.Id], TaskKinds.SetAside);
        draft.Audit("submission.read-late", "gateway", submission.Id, new { code = submission.ReasonCode, submission.Profile });
        return submission with { State = SubmissionState.Received, NamedProfile = null, ReasonCode = null, ReasonText = null };
    }
}
