using Gateway.Core.Ladder;
using Gateway.Core.Outcomes;
using Gateway.Core.Reports;

namespace Gateway.Api.Reports;

/// <summary>Examples of reports in the description.</summary>
internal static class ReportExamples
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly ReportCell Small = new(null, "small");

    public static readonly LadderReport Ladder = new(
        2026, "isd-vallei", Municipality: null, Subgroup: null, Instrument: null, At,
        [new LadderMove(2, 2, new ReportCell(31, null)), new LadderMove(2, 3, new ReportCell(12, null)), new LadderMove(3, 2, Small)],
        [new LadderMove(2, null, new ReportCell(9, null))],
        new LadderTotals(new ReportCell(12, null), new ReportCell(31, null), Small, new ReportCell(5, null), new ReportCell(9, null), new ReportCell(null, "protects"), new ReportCell(22, null)),
        new LadderCompared(null, new ReportCell(6, null), new ReportCell(5, null), ["six-rung", "five-step 2026.1"], ["isd-vallei"], []));

    public static readonly OutcomeReport Outcomes = new(
        2026, "kortrijk-waregem", Office: null, At,
        [
            new OutcomeLine("activity", null, "issued", new ReportCell(64, null)), new OutcomeLine("goal", "STABILISATION", "reached", new ReportCell(11, null)),
            new OutcomeLine("need-met", null, "no", Small), new OutcomeLine("caseload", "kortrijk-waregem/ocmw-waregem", "welfare-case-worker", new ReportCell(37, null)) { Limit = 40 },
            new OutcomeLine("cost", "kortrijk-waregem/PES_LANGUAGE_COURSE", "vdab", new ReportCell(8, null)) { SharePercent = 60 },
        ]);
}
