using System.Data.Common;
using System.Globalization;
using Gateway.Contracts;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>The gateway's store, looked into from outside.</summary>
/// <param name="connect">Makes a connection; it is opened here.</param>
internal sealed class Store(Func<DbConnection> connect)
{
    private const string Left = """ "State" in (1, 2) """;

    /// <summary>What must not be found, whatever was killed when: a sentence, and what counts its cases.</summary>
    private static readonly (string Sentence, string Count)[] Never =
    [
        ("a work item is open or parked", """select count(*) from "WorkItem" where "State" <> 1"""),
        ("an accepted submission is not translated", """select count(*) from "Submission" where "State" = 0"""),
        ("a submission has other records than it counted", """select count(*) from "Submission" s where s."Records" <> (select count(*) from "Record" r where r."SubmissionId" = s."Id")"""),
        ("a record was translated twice", """select count(*) from (select 1 from "Record" group by "SubmissionId", "Number" having count(*) > 1) twice"""),
        ("a record waits for something that never came", """select count(*) from "Record" where "State" in (0, 2)"""),
        ("bytes are kept of a submission that never came to be", """select count(*) from "Segment" where "SubmissionId" not in (select "Id" from "Submission")"""),
        ("a ticket has two referrals", """select count(*) from (select 1 from "Referral" group by "Agency", "TicketHash" having count(*) > 1) twice"""),
        ("a referral is not decided", """select count(*) from "Referral" where "State" = 0"""),
        ("an office has two handovers of one referral", """select count(*) from (select 1 from "Handover" group by "ReferralId", "Recipient" having count(*) > 1) twice"""),
        ("a handover's step and revision has two events", $"""select count(*) from (select 1 from "Delivery" where "Event" = '{EventTypes.ReferralHandover}' group by "HandoverId", "Step", "Revision" having count(*) > 1) twice"""),
        ("a delivery still waits", """select count(*) from "Delivery" where "State" = 0"""),
        ("the order of a client and recipient has a gap or a double", """select count(*) from (select 1 from "Delivery" group by "ClientId", "Recipient" having min("Sequence") <> 1 or max("Sequence") <> count(*) or count(distinct "Sequence") <> count(*)) wrong"""),
        ("a referral has no decision", """select count(*) from "Referral" r where not exists (select 1 from "Decision" d where d."ReferralId" = r."Id")"""),
        ("somebody is reminded of an answer that came", """select count(*) from "Handover" where "AckDueAt" is not null and "AcknowledgedAt" is not null"""),
        ("a feed shows a later event of a client first", """select count(*) from "Delivery" a join "Delivery" b on a."ClientId" = b."ClientId" and a."Recipient" = b."Recipient" and a."Sequence" < b."Sequence" where a."Position" > b."Position" """),
        ("a later event of a client was released first", """select count(*) from "Delivery" a join "Delivery" b on a."ClientId" = b."ClientId" and a."Recipient" = b."Recipient" and a."Sequence" < b."Sequence" where a."ReleasedAt" > b."ReleasedAt" """),
        ("a feed has a gap or a double", """select count(*) from "Feed" f where exists (select 1 from "Delivery" d where d."Recipient" = f."Agency" and d."Position" is not null) and (f."Last" <> (select count(distinct d."Position") from "Delivery" d where d."Recipient" = f."Agency") or f."Last" <> (select count(*) from "Delivery" d where d."Recipient" = f."Agency" and d."Position" is not null))"""),
        ("something left without a disclosure", $"""select count(*) from "Delivery" where {Left} and "Id" not in (select "DeliveryId" from "Disclosure")"""),
        ("a disclosure is of nothing that left", $"""select count(*) from "Disclosure" where "DeliveryId" not in (select "Id" from "Delivery" where {Left})"""),
        ("an item is open twice in a worklist", """select count(*) from (select 1 from "Task" where "ClosedAt" is null group by "Kind", "ReasonCode", "Agency", "SubjectId" having count(*) > 1) twice"""),
    ];

    /// <summary>The embedded database.</summary>
    public static Store Embedded(string file) =>
        new(() => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()));

    /// <summary>A PostgreSQL database.</summary>
    public static Store Postgres(string connection) => new(() => new NpgsqlConnection(connection + ";Pooling=false"));

    /// <summary>Everything found that must not be.</summary>
    public IReadOnlyList<string> Wrongs() =>
        [.. Never.Select(n => (n.Sentence, Cases: Number(n.Count))).Where(n => n.Cases > 0).Select(n => $"{n.Cases} × {n.Sentence}")];

    /// <summary>The stored simulated time; null while there is none.</summary>
    public DateTimeOffset? Clock()
    {
        try
        {
            return Rows("""select "Value" from "Setting" where "Name" = 'simulated-clock'""", row => DateTimeOffset.Parse(row.GetString(0), CultureInfo.InvariantCulture)).Select(c => (DateTimeOffset?)c).SingleOrDefault();
        }
        catch (DbException)
        {
            // Not made yet, or just being opened by the process.
            return null;
        }
    }

    /// <summary>Entries of the audit trail by kind.</summary>
    public IReadOnlyDictionary<string, long> AuditKinds() =>
        Rows("""select "Kind", count(*) from "Audit" group by "Kind" """, row => (Kind: row.GetString(0), Count: row.GetInt64(1))).ToDictionary(r => r.Kind, r => r.Count, StringComparer.Ordinal);

    /// <summary>A number that a query answers.</summary>
    public long Number(string query) => Rows(query, row => row.GetInt64(0)).Single();

    /// <summary>Steps that are not done and deliveries that no recipient has confirmed.</summary>
    public long Open() => Number("""select (select count(*) from "WorkItem" where "State" = 0) + (select count(*) from "Delivery" where "State" in (0, 1))""");

    /// <summary>The same, in words.</summary>
    public IReadOnlyList<string> WhatIsOpen() =>
    [
        .. Rows("""select "Stage", count(*), max("Attempts") from "WorkItem" where "State" = 0 group by "Stage" """, row => $"{row.GetInt64(1)} steps of {row.GetString(0)} begun up to {row.GetInt32(2)} times"),
        .. Rows("""select "Recipient", "State", count(*) from "Delivery" where "State" in (0, 1) group by "Recipient", "State" """, row => $"{row.GetInt64(2)} deliveries for {row.GetString(0)} in state {row.GetInt32(1)}"),
    ];

    /// <summary>Ids of the events of which a disclosure says that they left.</summary>
    public IReadOnlySet<Guid> Disclosed() => Ids("""select "DeliveryId" from "Disclosure" """);

    /// <summary>Ids of the events that left for an agency into its outbox.</summary>
    public IReadOnlySet<Guid> LeftForOutbox(string agency) =>
        Ids($"""select "Id" from "Delivery" where {Left} and "Position" is null and "Recipient" = '{agency}'""");

    /// <summary>Events of each agency's feed, in order.</summary>
    public IReadOnlyList<Guid> Feed(string agency) =>
        Rows($"""select "Id" from "Delivery" where "Recipient" = '{agency}' and "Position" is not null order by "Position" """, Id);

    /// <summary>Ids of the records of all submissions, in the order they were read.</summary>
    public IReadOnlyList<Guid> Records() => Rows("""select "Id" from "Record" order by "SubmissionId", "Number" """, Id);

    private HashSet<Guid> Ids(string query) => [.. Rows(query, Id)];

    private static Guid Id(DbDataReader row) => row.GetValue(0) switch
    {
        byte[] bytes => new Guid(bytes, bigEndian: true),
        var id => (Guid)id,
    };

    private List<T> Rows<T>(string query, Func<DbDataReader, T> read)
    {
        using var connection = connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var rows = command.ExecuteReader();
        List<T> all = [];
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }
}
