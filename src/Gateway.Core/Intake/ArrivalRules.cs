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

    /// <summary>Why it still cannot be read; null: it can.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="directory">Directory of now.</param>
    /// <param name="profileKnown">Whether the gateway knows its format now.</param>
    /// <returns>A reason code. What only the sender can put right (a length, an encoding, a key) keeps its own.</returns>
    public static string? ProblemOf(SubmissionSnapshot submission, AgencyDirectory directory, bool profileKnown)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(directory);
        if (submission.DestroyedAt is not null)
            return RetranslationRules.BytesGone;
        if (submission.ReasonCode is not (ProfileUnknown or ProfileNotAllowed or IntakeFailed))
            return submission.ReasonCode;
        if (!profileKnown)
            return ProfileUnknown;
        return directory.Find(submission.Agency) is { Live: true } agency && agency.Profiles.Contains(submission.Profile) ? null : ProfileNotAllowed;
    }

    /// <summary>It is read from now on, as if it had just been accepted.</summary>
    internal static SubmissionSnapshot Begin(Draft draft, SubmissionSnapshot submission)
    {
        draft.CloseTasks("read-late", [submission.Id], TaskKinds.SetAside);
        draft.Audit("submission.read-late", "gateway", submission.Id, new { code = submission.ReasonCode, submission.Profile });
        return submission with { State = SubmissionState.Received, ReasonCode = null, ReasonText = null };
    }
}
