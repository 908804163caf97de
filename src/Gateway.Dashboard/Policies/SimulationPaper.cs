using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Policies;

/// <summary>What of the stored exchanges would have been decided otherwise under a draft.</summary>
internal static class SimulationPaper
{
    private static readonly IReadOnlyList<string> DataColumns = ["kind", "recipient", "field", "reason", "count", "referrals"];

    internal static Paper Of(PolicySimulation simulation, Agreed draft, DateOnly from, DateOnly to, string language)
    {
        var words = new PaperWords(language, draft);
        var lines = simulation.Lines;
        return new Paper(
            "policy-simulation", words["What would have been decided otherwise under the draft"], words.Language,
            words["Stored exchanges from {0} to {1} (the last day not included), decided again under version {2}. Each was asked about on its own day, for the client's agreement as it stood.", PaperWords.Day(from), PaperWords.Day(to), PaperWords.Version(draft)],
            [
                new PaperPart.Paragraph(words["{0} exchange(s) were decided again; {1} would have been decided otherwise. {2} more are of a kind that no policy decides. Nothing was changed.", simulation.Decided, simulation.Otherwise, simulation.NotOfThePolicy]),
                .. Enum.GetValues<SimulatedKind>().SelectMany(kind => Kind(words, kind, [.. lines.Where(l => l.Kind == kind)])),
                new PaperPart.Paragraph(words["Referrals that were held back before anything was handed over are not decided again: what they say is sealed."]),
            ])
        {
            Data = new PaperData(DataColumns, [.. lines.Select(l => (IReadOnlyList<string>)
                [l.Kind.ToString(), l.Recipient, l.Field, l.Reason ?? "", l.Count.ToString(CultureInfo.InvariantCulture), string.Join(' ', l.Samples)])]),
        };
    }

    private static IEnumerable<PaperPart> Kind(PaperWords words, SimulatedKind kind, IReadOnlyList<SimulatedLine> lines) => lines.Count == 0
        ? []
        :
        [
            new PaperPart.Heading(2, words[kind == SimulatedKind.WouldNotLeave ? "Left, and would not have left" : "Did not leave, and could have left if the record held it"]),
            new PaperPart.Table(
                [words["Field"], words["Recipient"], words["How many"], words["Why"], words["Some of the referrals"]],
                [.. lines.Select(l => (IReadOnlyList<string>)
                [
                    words.Field(l.Field), words.Agency(l.Recipient), l.Count.ToString(CultureInfo.InvariantCulture),
                    l.Reason is { } reason ? words.Reason(reason) : words[kind == SimulatedKind.WouldNotLeave ? "the draft's rule does not name it" : "the draft's rule names it"],
                    string.Join(", ", l.Samples),
                ])]),
        ];
}
