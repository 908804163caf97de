using System.Globalization;
using Gateway.Contracts;
using Microsoft.Data.Sqlite;

namespace Gateway.Chaos.Tests;

/// <summary>The gateway's store, looked into from outside and read-only.</summary>
internal sealed class Store(string file)
{
    private const string Left = "State in (1, 2)";

    /// <summary>What must not be found, whatever was killed when: a sentence, and what counts its cases.</summary>
    private static readonly (string Sentence, string Count)[] Never =
    [
        ("a step is open or parked", "select count(*) from Step where State <> 1"),
        ("an accepted submission is not translated", "select count(*) from Submission where State = 0"),
        ("a submission has other records than it counted", "select count(*) from Submission s where s.Records <> (select count(*) from Record r where r.SubmissionId = s.Id)"),
        ("a record was translated twice", "select count(*) from (select 1 from Record group by SubmissionId, Number having count(*) > 1)"),
        ("a record waits for something that never came", "select count(*) from Record where State in (0, 2)"),
        ("bytes are kept of a submission that never came to be", "select count(*) from Segment where SubmissionId not in (select Id from Submission)"),
        ("a ticket has two referrals", "select count(*) from (select 1 from Referral group by Agency, TicketHash having count(*) > 1)"),
        ("a referral is not decided", "select count(*) from Referral where State = 0"),
        ("an office has two handovers of one referral", "select count(*) from (select 1 from Handover group by ReferralId, Recipient having count(*) > 1)"),
        ("a handover's step and revision has two events", $"select count(*) from (select 1 from Delivery where Event = '{EventTypes.ReferralHandover}' group by HandoverId, Step, Revision having count(*) > 1)"),
        ("a delivery still waits", "select count(*) from Delivery where State = 0"),
        ("the order of a client and recipient has a gap or a double", "select count(*) from Pair p where (select group_concat(Sequence) from (select Sequence from Delivery d where d.ClientId = p.ClientId and d.Recipient = p.Recipient order by Sequence)) <> (with recursive n(i, t) as (select 1, '1' union all select i + 1, t || ',' || (i + 1) from n where i < p.Last) select t from n where i = p.Last)"),
        ("a feed shows a later event of a client first", "select count(*) from Delivery a join Delivery b on a.ClientId = b.ClientId and a.Recipient = b.Recipient and a.Sequence < b.Sequence where a.Position > b.Position"),
        ("a later event of a client was released first", "select count(*) from Delivery a join Delivery b on a.ClientId = b.ClientId and a.Recipient = b.Recipient and a.Sequence < b.Sequence where a.ReleasedAt > b.ReleasedAt"),
        ("a feed has a gap or a double", "select count(*) from Feed f where f.Last <> (select count(distinct Position) from Delivery d where d.Recipient = f.Agency) or f.Last <> (select count(*) from Delivery d where d.Recipient = f.Agency and d.Position is not null)"),
        ("something left without a disclosure", $"select count(*) from Delivery where {Left} and Id not in (select DeliveryId from Disclosure)"),
        ("a disclosure is of nothing that left", $"select count(*) from Disclosure where DeliveryId not in (select Id from Delivery where {Left})"),
        ("an item is open twice in a worklist", "select count(*) from (select 1 from Worklist where ClosedAt is null group by Kind, Agency, SubjectId having count(*) > 1)"),
    ];

    /// <summary>Everything found that must not be.</summary>
    public IReadOnlyList<string> Wrongs()
    {
        using var connection = Open();
        return [.. Never.Select(n => (n.Sentence, Cases: Number(connection, n.Count))).Where(n => n.Cases > 0).Select(n => $"{n.Cases} × {n.Sentence}")];
    }

    /// <summary>The stored simulated time; null while there is none.</summary>
    public DateTimeOffset? Clock()
    {
        try
        {
            using var connection = Open();
            using var command = connection.CreateCommand();
            command.CommandText = "select Value from Setting where Name = 'simulated-clock'";
            return command.ExecuteScalar() is string value ? DateTimeOffset.Parse(value, CultureInfo.InvariantCulture) : null;
        }
        catch (SqliteException)
        {
            // Not made yet, or just being opened by the process.
            return null;
        }
    }

    /// <summary>A number that a query answers.</summary>
    public long Number(string query)
    {
        using var connection = Open();
        return Number(connection, query);
    }

    /// <summary>Ids of the events that left for an agency into its outbox.</summary>
    public IReadOnlySet<Guid> LeftForOutbox(string agency)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select Id from Delivery where {Left} and Position is null and Recipient = $agency";
        command.Parameters.AddWithValue("$agency", agency);
        using var rows = command.ExecuteReader();
        var ids = new HashSet<Guid>();
        while (rows.Read())
            ids.Add(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true));
        return ids;
    }

    private static long Number(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
