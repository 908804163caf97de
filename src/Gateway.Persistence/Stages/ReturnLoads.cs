using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads records, and submissions as a whole, that go back to their sender.</summary>
internal sealed class ReturnLoads
{
    private readonly List<(Guid Id, ReturnedRecord Record)> _records;
    private readonly List<(Guid Id, ReturnedRecord Record)> _submissions;

    /// <summary>Adds the queries to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="subjects">Records and submissions.</param>
    internal ReturnLoads(LoadBatch batch, IReadOnlyList<Guid> subjects)
    {
        // A record that took effect since has no reason left; a reply that came too late keeps its reason.
        _records = batch.Values(
            $"""SELECT "Id", "SubmissionId", "Number", "ReasonCode", "ReasonText", "ReasonPath", "Line" FROM "Record" WHERE "ReasonCode" IS NOT NULL AND "Id" {subjects}""",
            r => (r.Key(0), new ReturnedRecord(
                new RecordName(r.Key(1), r.GetInt32(2)), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5), r.IsDBNull(6) ? null : r.GetInt32(6))));
        _submissions = batch.Values(
            $"""SELECT "Id", "ReasonCode", "ReasonText" FROM "Submission" WHERE "ReasonCode" IS NOT NULL AND "Id" {subjects}""",
            r => (r.Key(0), new ReturnedRecord(new RecordName(r.Key(0), 0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), null, null)));
        Keys = batch.Values(KeysOf(subjects), r => (r.Key(0), new DataKeyRow { Id = r.Key(1), Purpose = "", Wrapped = r.GetFieldValue<byte[]>(2) }));
    }

    /// <summary>Keys under which what is returned lies, read when the batch has run; those that were destroyed are not there.</summary>
    internal List<(Guid Subject, DataKeyRow Key)> Keys { get; }

    /// <summary>The query for keys of records and submissions: subject, key, wrapped key.</summary>
    internal static SqlText KeysOf(IReadOnlyList<Guid> subjects) =>
        $"""
         SELECT r."Id", k."Id", k."Wrapped" FROM "Record" AS r JOIN "DataKey" AS k ON k."Id" = r."KeyId" WHERE k."Wrapped" IS NOT NULL AND r."Id" {subjects}
         UNION ALL SELECT s."Id", k."Id", k."Wrapped" FROM "Submission" AS s JOIN "DataKey" AS k ON k."Id" = s."KeyId" WHERE k."Wrapped" IS NOT NULL AND s."Id" {subjects}
         """;

    /// <summary>What is returned, by subject.</summary>
    internal Dictionary<Guid, ReturnedRecord> Read() => _records.Concat(_submissions).ToDictionary(r => r.Id, r => r.Record);
}
