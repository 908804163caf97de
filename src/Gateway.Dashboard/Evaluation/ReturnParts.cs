using System.Globalization;
using Gateway.Core.Evaluation;
using Gateway.Dashboard.Policies;

namespace Gateway.Dashboard.Evaluation;

/// <summary>A calculation of social return in words: what it came to, from which figures of whom, and how it depends on them.</summary>
internal static class ReturnParts
{
    private const string NotKnown = "–";

    internal static IEnumerable<PaperPart> Of(SocialReturn found, ReportSaid said)
    {
        var words = said.Words;
        var title = words.Title(found.Of.Titles, found.Of.Id);
        string Money(decimal? amount) => amount is { } known ? Amount(known, words.Language, 2) + " " + found.Of.Currency : NotKnown;
        string Plain(decimal? number, int decimals) => number is { } known ? Amount(known, words.Language, decimals) : NotKnown;
        return
        [
            new PaperPart.Heading(2, title),
            // Who published it is the first thing that its claim says.
            new PaperPart.Paragraph(found.Of.PublishedBy is not null
                ? words["Period: {0}.", found.Of.Period]
                : words["Calculation of the pilot's own: national figures and figures of the collaboration from their sources, numbers of people from the gateway's own counts. Period: {0}.", found.Of.Period]),
            new PaperPart.List([.. found.Claim.CanSay.Select(said.Says)]),
            new PaperPart.Heading(3, words["What they do not say"]),
            new PaperPart.List([.. found.Missing.Concat(found.Claim.CannotSay).Concat(found.Notes).Select(said.Says), .. found.Of.Notes.Count == 0 ? [] : (string[])[words.Title(found.Of.Notes, "")]]),
            new PaperPart.Heading(3, words["Result"]),
            .. found is { Cost: { } cost, Benefit: { } benefit } && benefit >= 0
                ? (PaperPart[])[new PaperPart.Chart(words["Chart of {0}. The table below has the same numbers.", title], [new ChartBar(words["Costs"], cost, Money(cost)), new ChartBar(words["Benefits"], benefit, Money(benefit))])]
                : [],
            new PaperPart.Table([words["What is counted"], words["Amount"]],
            [
                [words["Costs"], Money(found.Cost)], [words["Benefits"], Money(found.Benefit)], [words["Benefits less costs"], Money(found.Net)],
                [words["Benefits for 1 {0} of costs", found.Of.Currency], Plain(found.Ratio, 2)],
                .. found.Of.PublishedBy is null ? (IReadOnlyList<string>[])[[words["People beyond the comparison group at which benefits equal costs"], Plain(found.BreakEven, 0)]] : [],
            ])
            {
                Caption = words["Result: {0}", title], Numbers = 1,
            },
            new PaperPart.Table([words["Line"], words["Kind"], words["People"], words["Amount"]],
                [.. found.Lines.Select(l => (IReadOnlyList<string>)
                [
                    words.Title(l.Line.Titles, l.Line.Id), words[l.IsBenefit ? "benefit" : "cost"],
                    l.Line.Count is { } count ? $"{Plain(l.Count, 1)} ({said.Says(ReturnCounts.NameOf(count))})" : "", Money(l.Amount),
                ])])
            {
                Caption = words["Costs and benefits: {0}", title], Numbers = 1,
            },
            new PaperPart.Table([words["Figure"], words["Kind"], words["Source"], words["Year"], words["Value"], words["Range"]],
                [.. found.Of.Parameters.Select(p => (IReadOnlyList<string>)
                [
                    words.Title(p.Titles, p.Id), words[ReportWords.Kind(p.Kind)], p.Source, p.Year, Value(p, p.Value), p is { Low: { } low, High: { } high } ? $"{Value(p, low)} – {Value(p, high)}" : words["none in the source"],
                ])])
            {
                Caption = words["Figures and their sources: {0}", title], Numbers = 2,
            },
            .. found.Sensitivity.Count == 0 ? [] : (PaperPart[])[Sensitivity(found, said, title)],
        ];

        string Value(ReturnParameter parameter, decimal value) => parameter.Unit == ParameterUnit.Money ? Money(value) : Plain(value, 2);
    }

    private static PaperPart.Table Sensitivity(SocialReturn found, ReportSaid said, string title) => new(
        [said.Words["Figure that is moved alone"], said.Words["Benefits for 1 {0} of costs, at the low end", found.Of.Currency], said.Words["at the high end"]],
        [.. found.Sensitivity.Select(s => (IReadOnlyList<string>)
        [
            found.Of.Parameters.FirstOrDefault(p => p.Id == s.Parameter) is { } moved ? said.Words.Title(moved.Titles, moved.Id) : said.Says(ReturnCounts.NameOf(s.Parameter)),
            Amount(s.AtLow, said.Words.Language, 2), Amount(s.AtHigh, said.Words.Language, 2),
        ])])
    {
        Caption = said.Words["How the result depends on each figure: {0}", title], Numbers = 2,
    };

    /// <summary>A number as the language writes it: thousands apart, and only as many decimals as it has.</summary>
    private static string Amount(decimal amount, string language, int decimals)
    {
        var format = new NumberFormatInfo { NumberGroupSeparator = "\u00A0", NumberDecimalSeparator = language == "en" ? "." : "," };
        var rounded = Math.Round(amount, decimals, MidpointRounding.AwayFromZero);
        return rounded.ToString(rounded == decimal.Truncate(rounded) ? "N0" : "N" + decimals.ToString(CultureInfo.InvariantCulture), format);
    }
}
