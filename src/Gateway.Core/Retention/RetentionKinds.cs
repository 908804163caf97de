namespace Gateway.Core.Retention;

/// <summary>Kinds of records that the policy gives a term (GDPR art. 5(1)(e)). Each must have one: nothing is kept without a word.</summary>
public static class RetentionKinds
{
    /// <summary>Bytes as an agency sent them; counted from their receipt. Fourteen days at most.</summary>
    public const string SubmissionBytes = "submission-bytes";

    /// <summary>That something was sent, and its idempotency key; from its receipt, once its records are purged.</summary>
    public const string Submissions = "submissions";

    /// <summary>Records with their statements; from the end of their referral, or from their receipt where there is none.</summary>
    public const string Records = "records";

    /// <summary>Records that were set aside or wait for something that never came; from their receipt.</summary>
    public const string RecordsUnsettled = "records-unsettled";

    /// <summary>What was decided about a referral, and why; from the end of the referral.</summary>
    public const string Decisions = "decisions";

    /// <summary>Contents of handovers and other deliveries; from the end of the referral.</summary>
    public const string Payloads = "payloads";

    /// <summary>Referrals with their handovers, and the proof of what left (disclosures); from the end of the referral.</summary>
    public const string Referrals = "referrals";

    /// <summary>Referrals of which nothing was ever handed over; from the last that happened to them.</summary>
    public const string ReferralsAbandoned = "referrals-abandoned";

    /// <summary>Clients' agreements; from their last day, or from the day on which they were recorded.</summary>
    public const string Agreements = "agreements";

    /// <summary>Tasks of offices; from the day on which they were closed.</summary>
    public const string Tasks = "tasks";

    /// <summary>Deadlines that were met or have passed; from the day on which they were due.</summary>
    public const string Deadlines = "deadlines";

    /// <summary>Work that failed and waited for a person; from the day on which it was due.</summary>
    public const string ParkedWork = "parked-work";

    /// <summary>Replays and their items; from the day on which they were asked for, once they have ended.</summary>
    public const string Replays = "replays";

    /// <summary>One-time links to sign in; from the moment at which they stopped working.</summary>
    public const string OneTimeLinks = "one-time-links";

    /// <summary>Who opened and did what on the pages; from that moment.</summary>
    public const string ReadingLogs = "reading-logs";

    /// <summary>Who was shown what of a client; from the last time of an entry. As long as one is kept, its client can be found.</summary>
    public const string Openings = "openings";

    /// <summary>Roles that were asked for somebody, and who confirmed them; from the day on which that was decided.</summary>
    public const string RoleGrants = "role-grants";

    /// <summary>Previews of what would leave; from the day on which they were first made, once no agreement names them. They hold nothing of a person.</summary>
    public const string Previews = "previews";

    /// <summary>Certificates of erasures, and keyed digests of numbers: they keep what was erased from coming back, and hold nothing of a person.</summary>
    public const string Erasures = "erasures";

    /// <summary>Entries of the barrier log; from the decision about them.</summary>
    public const string BarrierLog = "barrier-log";

    /// <summary>Files that agencies collect; from the moment at which they were written.</summary>
    public const string OutboxFiles = "outbox-files";

    /// <summary>Requests of control services; from the day on which they were asked. Their answers in the compartment go with them.</summary>
    public const string Mandates = "mandates";

    /// <summary>Counts of pilot sites, without persons; from the end of their month.</summary>
    public const string PilotCounts = "pilot-counts";

    /// <summary>Notes of operators on causes, which are about no person.</summary>
    public const string CauseNotes = "cause-notes";

    /// <summary>The audit trail: ids, codes and names of fields. An entry that is removed would break the chain.</summary>
    public const string AuditTrail = "audit-trail";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SubmissionBytes, Submissions, Records, RecordsUnsettled, Decisions, Payloads, Referrals, ReferralsAbandoned, Agreements, Tasks, Deadlines,
        ParkedWork, Replays, OneTimeLinks, ReadingLogs, Openings, RoleGrants, Mandates, Previews, BarrierLog, OutboxFiles, PilotCounts, CauseNotes, Erasures, AuditTrail,
    ];

    /// <summary>Kinds that may be kept as long as the installation: they hold nothing of a person.</summary>
    public static IReadOnlyList<string> MayBeKept { get; } = [CauseNotes, AuditTrail, PilotCounts, BarrierLog, Erasures, Previews];

    /// <summary>Kinds that nothing is purged of; a term would promise what does not happen.</summary>
    public static IReadOnlyList<string> OnlyKept { get; } = [CauseNotes, AuditTrail, Erasures];

    /// <summary>What must not be purged later than what it proves or leads to: first kind, second kind at least as long.</summary>
    public static IReadOnlyList<(string Kind, string AtLeastAs)> Longer { get; } =
    [
        (Referrals, Payloads), (Referrals, Records), (Referrals, Decisions), (Submissions, SubmissionBytes),
    ];
}
