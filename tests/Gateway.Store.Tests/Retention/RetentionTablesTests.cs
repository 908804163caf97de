using Gateway.Core.Retention;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Retention;

/// <summary>Every table has a term of retention, or a reason why it needs none. A new table fails this test until somebody has decided about it.</summary>
public sealed class RetentionTablesTests
{
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["Submission"] = [RetentionKinds.Submissions],
        ["Segment"] = [RetentionKinds.SubmissionBytes],
        ["Record"] = [RetentionKinds.Records, RetentionKinds.RecordsUnsettled],
        ["Sealed"] = [RetentionKinds.Records, RetentionKinds.RecordsUnsettled, RetentionKinds.Mandates],
        ["Decision"] = [RetentionKinds.Decisions],
        ["Referral"] = [RetentionKinds.Referrals, RetentionKinds.ReferralsAbandoned],
        ["Handover"] = [RetentionKinds.Referrals],
        ["Delivery"] = [RetentionKinds.Payloads, RetentionKinds.Referrals],
        ["Disclosure"] = [RetentionKinds.Referrals],
        ["ClientAgreement"] = [RetentionKinds.Agreements],
        ["Mandate"] = [RetentionKinds.Mandates],
        ["Preview"] = [RetentionKinds.Previews],
        ["Task"] = [RetentionKinds.Tasks],
        ["Deadline"] = [RetentionKinds.Deadlines],
        ["WorkItem"] = [RetentionKinds.ParkedWork],
        ["Replay"] = [RetentionKinds.Replays],
        ["ReplayItem"] = [RetentionKinds.Replays],
        ["Operation"] = [RetentionKinds.ReadingLogs],
        ["Opening"] = [RetentionKinds.Openings],
        ["RoleGrant"] = [RetentionKinds.RoleGrants],
        ["Barrier"] = [RetentionKinds.BarrierLog],
        ["PilotCount"] = [RetentionKinds.PilotCounts],
        ["Cause"] = [RetentionKinds.CauseNotes],
        ["Erasure"] = [RetentionKinds.Erasures],
        ["Tombstone"] = [RetentionKinds.Erasures],
        ["Audit"] = [RetentionKinds.AuditTrail],
        ["AuditSeal"] = [RetentionKinds.AuditTrail],
        ["Countersignature"] = [RetentionKinds.AuditTrail],
        ["User"] = [RetentionKinds.OneTimeLinks],
    };

    private static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["Client"] = "goes with the last that is known of the client",
        ["ClientIdentifier"] = "goes with its client",
        ["LegalHold"] = "kept until somebody lifts it: it is what keeps others",
        ["Hold"] = "a channel that is stopped, until somebody opens it; about no client",
        ["ApiKey"] = "counts until it is taken back; about no client",
        ["WebhookSecret"] = "counts until it is taken back; about no client",
        ["DataKey"] = "a key of the installation; without it nothing opens",
        ["CompartmentKey"] = "a key of the installation; without it nothing opens",
        ["ProtectionKey"] = "a key of the framework, which has a term of its own",
        ["CapacityStatement"] = "one row an office and service: what it stated last; about no client",
        ["LadderCount"] = "numbers of people by organisation, municipality and year; about no client, and small ones are never shown",
        ["Counts"] = "each day's counts remove those of an agency that are older than sixty days; about no client",
        ["Feed"] = "one row an agency: the last number that was given out",
        ["TrafficHour"] = "counting removes hours after ten weeks; about no client",
        ["TrafficDay"] = "counting removes days after six years: three to look at, and as long to compare with; about no client",
        ["FlowDay"] = "goes with the days of traffic; about no client",
        ["SavedSearch"] = "kept until its owner removes it; about no client",
        ["Process"] = "one row a running process; about no client",
        ["Setting"] = "settings of the installation; about no client",
    };

    [Fact]
    public async Task Every_table_has_a_term_or_a_reason_why_not()
    {
        await using var db = new SqliteFixture();
        await using var store = db.Database.Open();
        await using var compartments = db.Database.OpenCompartments();

        var tables = new DbContext[] { store, compartments }.SelectMany(c => c.Model.GetEntityTypes()).Select(t => t.GetTableName()!.Split('_')[^1]).Distinct(StringComparer.Ordinal);

        tables.ShouldBe([.. Kinds.Keys, .. Without.Keys], ignoreOrder: true, "say how long rows of a new table are kept, or why they need no term, and take out of the list what is gone");
    }

    [Fact]
    public async Task Every_kind_is_of_a_table_and_each_that_has_a_term_is_purged()
    {
        await using var db = new SqliteFixture();
        await db.StartAsync();
        db.Agreed = db.Agreed with
        {
            Policy = db.Agreed.Policy with { Retention = new RetentionPolicy(RetentionKinds.All.ToDictionary(k => k, k => new RetentionTerm(k, new Period(30, 0), "because"), StringComparer.Ordinal)) },
        };

        // Bytes of submissions go with their day, files of the outbox with theirs: each has its own worker.
        string[] elsewhere = [RetentionKinds.SubmissionBytes, RetentionKinds.OutboxFiles];
        Kinds.Values.SelectMany(k => k).Append(RetentionKinds.OutboxFiles).Distinct().ShouldBe(RetentionKinds.All, ignoreOrder: true);
        (await db.Retention.ForecastAsync(CancellationToken.None)).Select(f => f.Kind).ShouldBe(RetentionKinds.All.Except(RetentionKinds.OnlyKept).Except(elsewhere), ignoreOrder: true);
    }
}
