using Gateway.Core.Evaluation;
using Gateway.Core.Operating;
using Gateway.Core.Reports;

namespace Gateway.Api.Reports;

/// <summary>Example of a report in the description.</summary>
internal static class EvaluationExamples
{
    public static readonly ReportDocument Report = ReportDocument.Of(new Report
    {
        Kind = ReportKinds.Pilot,
        At = new DateTimeOffset(2027, 1, 15, 8, 0, 0, TimeSpan.Zero),
        Claims = [EffectClaim.Judge(null)],
        Tables =
        [
            new ReportTable("funnel", null, [new ReportLabel(LabelKind.Word, "people")],
            [
                new ReportRow(new ReportLabel(LabelKind.Stage, "agreed"), [new Cell(43, Suppression.None)]),
                new ReportRow(new ReportLabel(LabelKind.Stage, "tookPart"), [new Cell(null, Suppression.ProtectsAnother)]),
                new ReportRow(new ReportLabel(LabelKind.Stage, "completed"), [new Cell(null, Suppression.Small)]),
            ]),
        ],
    });
}
