using Gateway.Core.Retention;

namespace Gateway.Dashboard.Words;

/// <summary>Kinds of records and terms of retention as people say them, in English; pages and documents translate.</summary>
internal static class RetentionNames
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [RetentionKinds.SubmissionBytes] = "Bytes as an agency sent them",
        [RetentionKinds.Submissions] = "That something was sent",
        [RetentionKinds.Records] = "Statements of records",
        [RetentionKinds.RecordsUnsettled] = "Records that were set aside or wait",
        [RetentionKinds.Decisions] = "What was decided about a referral, and why",
        [RetentionKinds.Payloads] = "Contents of handovers and messages",
        [RetentionKinds.Referrals] = "Referrals, and the proof of what left",
        [RetentionKinds.ReferralsAbandoned] = "Referrals of which nothing was handed over",
        [RetentionKinds.Agreements] = "Clients' agreements",
        [RetentionKinds.Tasks] = "Tasks that were closed",
        [RetentionKinds.Deadlines] = "Deadlines that were met or have passed",
        [RetentionKinds.ParkedWork] = "Parked work",
        [RetentionKinds.Replays] = "Replays that have ended",
        [RetentionKinds.OneTimeLinks] = "One-time links",
        [RetentionKinds.ReadingLogs] = "Who opened and did what",
        [RetentionKinds.Openings] = "Who was shown what of a client",
        [RetentionKinds.RoleGrants] = "Roles that were asked for",
        [RetentionKinds.Mandates] = "What control services asked, and what they were given",
        [RetentionKinds.Previews] = "Previews of what would leave",
        [RetentionKinds.BarrierLog] = "Entries of the barrier log",
        [RetentionKinds.OutboxFiles] = "Files for agencies",
        [RetentionKinds.PilotCounts] = "Counts of the pilot, without persons",
        [RetentionKinds.CauseNotes] = "Notes on causes, without persons",
        [RetentionKinds.Erasures] = "Certificates of erasures, without persons",
        [RetentionKinds.AuditTrail] = "The audit trail, without persons",
    };

    /// <summary>Every text.</summary>
    internal static IEnumerable<string> All => [.. Kinds.Values, "1 day", "{0} days", "1 month", "{0} months", "1 year", "{0} years", "always"];

    /// <summary>Name of a kind.</summary>
    internal static string Of(string kind) => Kinds.GetValueOrDefault(kind, kind);

    /// <summary>A term: a text, and the number for its place.</summary>
    internal static (string Text, int Count) Of(Period? keep) => keep switch
    {
        null => ("always", 0),
        { Days: 1, Months: 0 } => ("1 day", 1),
        { Months: 0 } => ("{0} days", keep.Days),
        { Months: 12 } => ("1 year", 1),
        { Months: 1 } => ("1 month", 1),
        { Months: var months } when months % 12 == 0 => ("{0} years", months / 12),
        _ => ("{0} months", keep.Months),
    };
}
