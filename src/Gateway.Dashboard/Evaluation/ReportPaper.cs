using System.Globalization;
using Gateway.Core.Evaluation;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Core.Routing;
using Gateway.Dashboard.Pilot;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Evaluation;

/// <summary>A report as a document. Page, printed page and the files that the command line writes are all made from it.</summary>
public static class ReportPaper
{
    /// <summary>A report in words.</summary>
    /// <param name="report">The report.</param>
    /// <param name="agreed">Names.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    /// <param name="zone">Time zone of the reader.</param>
    public static Paper Of(Report report, Agreed agreed, string language, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(zone);
        var words = new ReportSaid(new PaperWords(language, agreed), agreed);
        var w = words.Words;
        return new Paper(
            "report-" + report.Kind, w[ReportWords.Title(report.Kind)], w.Language, w["Counted on {0} ({1}).", TimeZoneInfo.ConvertTime(report.At, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), zone.Id],
            [
                // Each calculation says its own.
                .. report.Returns.Count > 0 ? [] : report.Claims.SelectMany((c, i) => words.Claim(c, i)),
                .. report.Tables.Count == 0 ? [] : (PaperPart[])[new PaperPart.Paragraph(w["Numbers under {0} are hidden (<{0}), and further ones (·) so that no hidden number can be computed from this report and the others together.", SmallNumbers.Threshold])],
                .. report.Tables.SelectMany(words.Table),
                .. report.Returns.SelectMany(r => ReturnParts.Of(r, words)),
                .. report.Tables.Count == 0 && report.Returns.Count == 0 ? [new PaperPart.Paragraph(w["There is nothing to report yet."])] : (PaperPart[])[],
            ])
        {
            Data = new PaperData(ReportDocument.Columns, ReportDocument.Of(report).Lines()),
        };
    }
}

/// <summary>Parts of reports in words of one language.</summary>
/// <param name="words">Words.</param>
/// <param name="agreed">Names.</param>
internal sealed class ReportSaid(PaperWords words, Agreed agreed)
{
    private readonly Said _said = new(Dictionary.Of(words.Language), agreed);

    internal PaperWords Words => words;

    internal string Says(Sentence sentence) => _said.Text(sentence);

    internal IEnumerable<PaperPart> Claim(EffectClaim claim, int place)
    {
        var comparison = agreed.Evaluation.Comparisons.FirstOrDefault(c => c.Id == claim.Comparison);
        return
        [
            new PaperPart.Heading(2, comparison is null ? words["What these figures say"] : words["What these figures say: {0}", words.Title(comparison.Titles, comparison.Id)]),
            new PaperPart.List([.. claim.CanSay.Select(Says)]),
            new PaperPart.Heading(3, words["What they do not say"]),
            new PaperPart.List([.. claim.CannotSay.Select(Says), .. claim.Effect is null || comparison is null ? [] : (string[])[words.Title(comparison.Limits, "")]]),
            .. claim.Effect is { } effect ? (PaperPart[])[Groups(effect, place)] : [],
        ];
    }

    private PaperPart.Table Groups(EffectEstimate effect, int place) => new(
        [words["Group"], words["From"], words["Until"], words["People"], words["Of a hundred"]],
        [
            [words["Were offered it"], PaperWords.Day(effect.From), PaperWords.Day(effect.To), Number(effect.PeopleOffered), Share(effect.ShareOffered)],
            [words["Comparison group: {0}", words[ReportWords.Design(effect.Design)]], PaperWords.Day(effect.OtherFrom), PaperWords.Day(effect.OtherTo), Number(effect.PeopleOther), Share(effect.ShareOther)],
        ])
    {
        Numbers = 2,
        Caption = words["The two groups after {0} months, matched on: {1}", effect.AfterMonths,
            string.Join(", ", effect.MatchedOn.Select(f => words["{0} (they differ by {1} points at most)", Says(MatchedFacts.Name(f.Fact)), Share(f.LargestDifference)])) is { Length: > 0 } facts ? facts : words["chance alone"]]
            + (place > 0 ? $" ({place + 1})" : ""),
    };

    internal IEnumerable<PaperPart> Table(ReportTable table)
    {
        var title = words[ReportWords.Table(table.Code)];
        if (table.Of is { } of)
            title = words["{0}: {1}", title, Label(of, table.Code)];
        if (table.Rows.Count == 0)
            return [];
        return
        [
            new PaperPart.Heading(2, title),
            // Where every number is hidden there is no bar to look at.
            .. table.Charted is { } charted && table.Rows.Any(r => r.Cells[charted].Count is not null)
                ? (PaperPart[])[new PaperPart.Chart(words["Chart of {0}. The table below has the same numbers.", title], [.. table.Rows.Select(r => new ChartBar(Label(r.Label, table.Code), r.Cells[charted].Count, Cell(r.Cells[charted])))])]
                : [],
            new PaperPart.Table(
                [words["What is counted"], .. table.FactColumns.Concat(table.Columns).Select(c => Label(c, table.Code))],
                [.. table.Rows.Select(r => (IReadOnlyList<string>)[Label(r.Label, table.Code), .. r.Facts.Select(f => Label(f, table.Code)), .. r.Cells.Select(Cell)])])
            {
                Caption = title, Numbers = table.Columns.Count,
            },
        ];
    }

    internal static string Cell(Cell cell) => cell.Hidden switch
    {
        Suppression.Small => $"<{SmallNumbers.Threshold}",
        Suppression.ProtectsAnother => "·",
        _ => Number(cell.Count!.Value),
    };

    private string Label(ReportLabel label, string table)
    {
        var name = label.Kind switch
        {
            LabelKind.Word => words[ReportWords.Head(label.Code, table)],
            LabelKind.Stage => words[PilotWords.Stage(label.Code)],
            LabelKind.Reason => Reason(label.Code),
            LabelKind.Site => words.Agreement(label.Code),
            LabelKind.Rung => int.TryParse(label.Code, CultureInfo.InvariantCulture, out var rung) && FieldValues.Rung(rung) is { } called ? $"{label.Code} · {words[called]}" : label.Code,
            LabelKind.Goal => words[FieldValues.Of("goal.code", label.Code) ?? label.Code],
            LabelKind.Agency => words.Agency(label.Code),
            LabelKind.Level => words[PilotWords.Level(label.Code)],
            LabelKind.Municipality => agreed.Directory.Municipalities.FirstOrDefault(m => m.Code == label.Code)?.Name ?? label.Code,
            LabelKind.Ladder => words.Title(agreed.Directory.Measuring.Subgroups.Concat(agreed.Directory.Measuring.Instruments).FirstOrDefault(c => c.Code == label.Code)?.Names, label.Code),
            LabelKind.Service => words.Service(label.Code),
            _ => label.Code,
        };
        return label.Detail is { } detail ? $"{name} · {Label(detail, table)}" : name;
    }

    /// <summary>A coded reason by its name; what somebody wrote into the log as it stands.</summary>
    private string Reason(string reason) => reason.Contains(' ', StringComparison.Ordinal) ? reason : words[PilotWords.Reason(reason)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);
}
