using Gateway.Core.Intake;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Reads records, and submissions as a whole, that go back to their sender. What says so is sealed under a key of its own,
/// which bears the id of what is returned: the bytes of a submission, and their key, are destroyed before its sender reads.
/// </summary>
internal sealed class ReturnLoads
{
    /// <summary>Purpose of such a key.</summary>
    internal const string Purpose = "return";

    private readonly List<(Guid Id, ReturnedRecord Record)> _records;
    private readonly List<(Guid Id, ReturnedRecord Record)> _submissions;

    /// <summary>Adds the queries to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="subjects">Records and submissions.</param>
    internal ReturnLoads(LoadBatch batch, IReadOnlyList<Guid> subjects)
    {
        // One that took effect since, or whose client was erased, is not told any more.
        _records = batch.Values(
            $"""
             SELECT r."Id", r."SubmissionId", r."Number", r."ReasonCode", r."ReasonText", r."ReasonPath", r."Line" FROM "Record" AS r
             LEFT JOIN "Client" AS c ON c."Id" = r."ClientId"
             WHERE r."State" = {RecordState.SetAside} AND r."ReasonCode" IS NOT NULL AND (r."Wrapped" IS NOT NULL OR c."Wrapped" IS NOT NULL) AND r."Id" {subjects}
             """,
            r => (r.Key(0), new ReturnedRecord(
                new RecordName(r.Key(1), r.GetInt32(2)), r.GetString(3), r.IsDBNull(4) ? null : StoredSentence.Read(r.GetString(4)), r.IsDBNull(5) ? null : r.GetString(5), r.IsDBNull(6) ? null : r.GetInt32(6))));
        _submissions = batch.Values(
            $"""SELECT "Id", "ReasonCode", "ReasonText" FROM "Submission" WHERE "State" = {SubmissionState.SetAside} AND "ReasonCode" IS NOT NULL AND "Id" {subjects}""",
            r => (r.Key(0), new ReturnedRecord(new RecordName(r.Key(0), 0), r.GetString(1), r.IsDBNull(2) ? null : StoredSentence.Read(r.GetString(2)), null, null)));
        Keys = KeysOf(batch, subjects);
    }

    /// <summary>Keys of what is returned, read when the batch has run.</summary>
    internal List<DataKeyRow> Keys { get; }

    /// <summary>Adds the query for keys of what is returned.</summary>
    internal static List<DataKeyRow> KeysOf(LoadBatch batch, IReadOnlyList<Guid> subjects) => batch.Values(
        $"""SELECT "Id", "Wrapped" FROM "DataKey" WHERE "Wrapped" IS NOT NULL AND "Id" {subjects}""",
        r => new DataKeyRow { Id = r.Key(0), Purpose = Purpose, Wrapped = r.GetFieldValue<byte[]>(1) });

    /// <summary>What is returned, by subject.</summary>
    internal Dictionary<Guid, ReturnedRecord> Read() => _records.Concat(_submissions).ToDictionary(r => r.Id, r => r.Record);
}
