using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>A record cannot take effect as it is: it is kept, with a reason that its sender can act on.</summary>
public static class SetAside
{
    /// <summary>Code of a record that points at a referral and names another client.</summary>
    public const string OtherClient = "other-client";

    /// <summary>Sets a record aside.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="record">The record.</param>
    /// <param name="code">Reason code.</param>
    /// <param name="text">What is wrong and what to do, without personal data.</param>
    public static void Record(Draft draft, RecordSnapshot record, string code, Sentence text)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        draft.Records.Change(record.Id, r => r with { State = RecordState.SetAside, ReasonCode = code, ReasonText = StoredSentence.Store(text), ReasonPath = null, WaitingFor = null });
        if (record.State == RecordState.Waiting)
            draft.CloseTasks("set-aside", [record.Id]);
        draft.OpenTask(TaskKinds.SetAside, record.Agency, record.Id, code, text);
        draft.Audit("record.set-aside", record.Agency, record.Id, new { code });
    }
}
