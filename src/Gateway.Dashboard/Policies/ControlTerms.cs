using Gateway.Contracts.Events;
using Gateway.Core.Mandates;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Dashboard.Privacy;

namespace Gateway.Dashboard.Policies;

/// <summary>What control services may ask with a mandate, and on which ground coded needs are told.</summary>
internal static class ControlTerms
{
    internal static IEnumerable<PaperPart> Of(PaperWords words, Agreed agreed)
    {
        if (Bases(agreed) is { Count: > 0 } bases)
        {
            yield return new PaperPart.Heading(2, words["What control services may ask with a mandate"]);
            yield return new PaperPart.Paragraph(words["Only control data from the compartment apart, of one person at a time, through a feed of their own. What the basis does not list is refused. Each request is told to the data protection officer, and one of which something may be given also to the person, unless the law postpones that; one that is refused as a whole is linked to nobody."]);
            yield return new PaperPart.Table(
                [words["Legal basis"], words["Who may ask"], words["Of whom"], words["Kinds of data"], words["Days at most"], words["Told to the person"]],
                [.. bases.Select(b => (IReadOnlyList<string>)
                [
                    words.Basis(b), words.Names(b.Mandate!.Recipients), b.Agencies.Count == 0 ? words["every agency of {0}", words.Country(b.Country)] : words.Names(b.Agencies),
                    string.Join(", ", b.Mandate.Kinds.Select(k => words[MandateWords.Kind(k)])), words["{0} days", b.Mandate.LongestDays], b.ToldAfterDays == 0 ? words["at once"] : words["after {0} days", b.ToldAfterDays],
                ])]);
            yield return new PaperPart.Paragraph(words["Given to no control service on any basis: {0}.", string.Join(", ", DataKinds.Never.Select(k => words[MandateWords.Kind(k)]))]);
        }

        if (agreed.Policy.SpecialGrounds.Count > 0)
        {
            yield return new PaperPart.Heading(2, words["Coded needs"]);
            yield return new PaperPart.Paragraph(words["What a client needs at work may say something of health. It leaves as a code, never in words, and only with the client's explicit agreement besides the legal basis (GDPR art. 9(2)(a))."]);
            yield return new PaperPart.Table(
                [words["Ground"], words["Purpose"], words["To"], words["Codes"]],
                [.. agreed.Policy.SpecialGrounds.Select(g => (IReadOnlyList<string>)
                    [$"{words.Title(g.Titles, g.Reference)} ({g.Reference})", string.Join(", ", g.Purposes.Select(words.Purpose)), string.Join(", ", g.Recipients.Select(words.Class)), string.Join(", ", NeedCodes.All)])]);
        }
    }

    /// <summary>Rows of the matrix as data: a kind of control data each.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Rows(Agreed agreed) =>
        from basis in Bases(agreed)
        from kind in DataKinds.All
        let listed = basis.Mandate!.Kinds.Contains(kind)
        select (IReadOnlyList<string>)[string.Join(' ', basis.Purposes), basis.Country, string.Join(' ', basis.Agencies), string.Join(' ', basis.Mandate!.Recipients), kind, "Mandate", listed ? "yes" : "no", listed ? basis.Reference : "", "", ""];

    private static IReadOnlyList<LegalBasis> Bases(Agreed agreed) => [.. agreed.Policy.Bases.Values.Where(b => b.Mandate is not null).OrderBy(b => b.Reference, StringComparer.Ordinal)];
}
