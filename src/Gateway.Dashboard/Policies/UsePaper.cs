using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Policies;

/// <summary>The report on careful use. It names an agency's people only on a mandate.</summary>
internal static class UsePaper
{
    private static readonly IReadOnlyList<string> DataColumns = ["agency", "person", "people", "openings", "outsideHours", "byIdentifier", "withoutCase", "standsOut"];

    internal static Paper Of(CarefulUse use, Agreed agreed, UsePeriod period, string language, (string Agency, string Mandate)? named)
    {
        var words = new PaperWords(language, agreed);
        var lines = use.Lines();
        return new Paper(
            "careful-use", words["Report on careful use"], words.Language,
            words["Openings of clients' data from {0} to {1} (the last day not included). Outside hours: on a day that is no working day, or outside {2} to {3}, in the office's own time.",
                PaperWords.Day(period.From), PaperWords.Day(period.To), Clock(period.Hours.From), Clock(period.Hours.To)],
            [
                new PaperPart.Paragraph(words["A number is a reason to ask, and no finding: whoever is on duty at night opens at night."]),
                new PaperPart.Paragraph(words["Counted are: handovers read in the web inbox, the first time and again, records opened by an operator, clients' overviews, also printed or as a file, and look-ups by identifier. What one person opens again within a quarter of an hour is counted once. What offices do in their own systems is not recorded here."]),
                lines.Count == 0 ? new PaperPart.Paragraph(words["Nobody opened anything in this period."]) : Table(words, lines),
                .. named is { } who ? People(words, use, who) : [],
            ])
        {
            Data = new PaperData(DataColumns,
            [
                .. lines.Select(l => Row(l.Agency ?? "gateway", "", Number(l.People), l.Counts, l.StandsOut ? "yes" : "no")),
                .. named is { } shown ? use.People(shown.Agency).Select(p => Row(shown.Agency, p.User, "", p.Counts, "")) : [],
            ]),
        };
    }

    private static PaperPart.Table Table(PaperWords words, IReadOnlyList<UseLine> lines) => new(
        [
            words["Office"], words["People"], words["Openings"], words["Outside hours"], words["Of a hundred openings"], words["Other offices"], words["By identifier"], words["Without a case"],
            words["Of a hundred openings"], words["Other offices"], words["Stands out"],
        ],
        [.. lines.Select(l => (IReadOnlyList<string>)
        [
            l.Agency is { } agency ? words.Agency(agency) : words["gateway desk"], Number(l.People), Number(l.Counts.Openings), Number(l.Counts.OutsideHours), Share(l.OutsideShare), Share(l.OthersShare),
            Number(l.Counts.ByIdentifier), Number(l.Counts.WithoutCase), Share(l.WithoutCaseShare), Share(l.OthersWithoutCaseShare), l.StandsOut ? words["yes: ask the office"] : "",
        ])])
    {
        IsGrid = true,
    };

    private static IEnumerable<PaperPart> People(PaperWords words, CarefulUse use, (string Agency, string Mandate) who) =>
    [
        new PaperPart.Heading(2, words["People of {0}, shown on the mandate {1}", words.Agency(who.Agency), who.Mandate]),
        new PaperPart.Table(
            [words["Name"], words["Openings"], words["Outside hours"], words["By identifier"], words["Without a case"]],
            [.. use.People(who.Agency).Select(p => (IReadOnlyList<string>)[p.User, Number(p.Counts.Openings), Number(p.Counts.OutsideHours), Number(p.Counts.ByIdentifier), Number(p.Counts.WithoutCase)])]),
    ];

    private static IReadOnlyList<string> Row(string agency, string person, string people, UseCounts counts, string standsOut) =>
        [agency, person, people, Number(counts.Openings), Number(counts.OutsideHours), Number(counts.ByIdentifier), Number(counts.WithoutCase), standsOut];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? share) => share is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) : "–";

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
