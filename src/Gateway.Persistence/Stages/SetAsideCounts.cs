using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Counts, on a submission's row, records that are not set aside any more. A submission has no version: it is counted where the row is.</summary>
internal static class SetAsideCounts
{
    internal static void Write(UnitOfWork unit, Effect.SubmissionTranslatedAgain again)
    {
        var id = again.Submission.Id;
        unit.First(new RowStatement($"""UPDATE "Submission" SET "SetAside" = "SetAside" - {again.Fewer}, "ProfileVersion" = COALESCE({again.ProfileVersion}, "ProfileVersion") WHERE "Id" = {id} AND "SetAside" >= {again.Fewer}""", 1));
        if (again.Further)
        {
            unit.First(new RowStatement($"""UPDATE "Submission" SET "State" = {SubmissionState.Received}, "ReasonCode" = NULL, "ReasonText" = NULL WHERE "Id" = {id} AND "State" <> {SubmissionState.Received}""", 1));
            return;
        }

        unit.First(new RowStatement(
            $"""UPDATE "Submission" SET "State" = {SubmissionState.Translated}, "ReasonCode" = NULL, "ReasonText" = NULL WHERE "Id" = {id} AND "State" = {SubmissionState.SetAside} AND "SetAside" < "Records" """));
        if (!again.Finished)
            return;
        // Each record lives on its own from now on.
        unit.First(new RowStatement($"""DELETE FROM "Segment" WHERE "SubmissionId" {SqlText.In($"""SELECT "Id" FROM "Submission" WHERE "Id" = {id} AND "SetAside" = 0 AND "State" = {SubmissionState.Translated}""")}"""));
        unit.First(new RowStatement(
            $"""UPDATE "Submission" SET "DestroyedAt" = {unit.Now}, "KeepUntil" = NULL, "Wrapped" = NULL, "Sealed" = NULL WHERE "Id" = {id} AND "SetAside" = 0 AND "State" = {SubmissionState.Translated} AND "DestroyedAt" IS NULL"""));
    }
}
