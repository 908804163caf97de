using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>What decides besides fields: what must be in order first, what is told of an outcome, notices, counts.</summary>
internal static class MatrixTerms
{
    internal static IEnumerable<PaperPart> Of(PaperWords words, Agreed agreed, DateOnly day) =>
        [.. Admission(words, agreed, day), .. Told(words, agreed), .. Notices(words), .. Counts(words)];

    private static IEnumerable<PaperPart> Admission(PaperWords words, Agreed agreed, DateOnly day)
    {
        var answers = PolicyAdmissions.Of(agreed, day).ToLookup(a => a.Lack);
        var purposes = agreed.Policy.Purposes.Keys.Order(StringComparer.Ordinal).ToList();
        yield return new PaperPart.Heading(2, words["What must be in order before anything is handed over"]);
        yield return new PaperPart.Paragraph(words["What becomes of a referral that lacks something. To its sender, one that is held back looks like one that waits."]);
        yield return new PaperPart.Table(
            [words["The referral"], .. purposes.Select(words.Purpose)],
            [.. Enum.GetValues<AdmissionLack>().Select(lack => (IReadOnlyList<string>)
                [Lack(words, lack), .. purposes.Select(p => answers[lack].First(a => a.Purpose == p).Code is { } code ? words["held back: {0}", words.Reason(code)] : words["goes on"])])]);
    }

    internal static string Lack(PaperWords words, AdmissionLack lack) => words[lack switch
    {
        AdmissionLack.Nothing => "has everything",
        AdmissionLack.Basis => "names no legal basis",
        AdmissionLack.Agreement => "has no agreement of the client",
        AdmissionLack.BareYes => "has a yes without notice, date or way of collecting",
        AdmissionLack.Refused => "says that the client refused",
        AdmissionLack.Withdrawn => "is of a client who withdrew the agreement",
        AdmissionLack.Assessment => "has no needs assessment",
        AdmissionLack.Confirmation => "has a needs assessment that the client has not confirmed",
        AdmissionLack.Restricted => "is of a client whose data is restricted",
        AdmissionLack.Objected => "is of a client who objected",
        _ => "is of a protected client",
    }];

    private static IEnumerable<PaperPart> Told(PaperWords words, Agreed agreed) =>
    [
        new PaperPart.Heading(2, words["What the referring office is told of an outcome"]),
        new PaperPart.Paragraph(words["A coarse word, and never why. The reason stays with the office that recorded it."]),
        new PaperPart.Table(
            [words["Outcome at the recipient"], words["Told to the referring office"], words["Told when the service had not begun"]],
            [.. ReplyOutcomes.All.Where(agreed.Policy.Feedback.ContainsKey).Select(o => agreed.Policy.Feedback[o]).Select(f => (IReadOnlyList<string>)
                [words[Plain.Outcome(f.Outcome)], Status(words, f.Status), Status(words, f.BeforeStart ?? f.Status)])]),
    ];

    internal static string Status(PaperWords words, string? status) => Plain.Status(status) is { } known ? words[known] : words["nothing is told"];

    private static IEnumerable<PaperPart> Notices(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["Notices"]),
        new PaperPart.List(
        [
            words["An office is told of its own referral, before anybody has answered: {0}. It holds nothing that the office did not write itself.", words.Fields(OwnNotice.Fields)],
            words["A record that could not be used goes back to the office that sent it, with the reason and the place of the mistake, and to nobody else."],
            words["That an agreement was withdrawn or a referral cancelled is told to the offices that had the handover, also of a protected client: an office must learn that it has to stop."],
        ]),
    ];

    private static IEnumerable<PaperPart> Counts(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["Counts"]),
        new PaperPart.Paragraph(words["The pages of the pilot show numbers of people, and nothing of a person. Numbers under {0} are hidden, and further ones with them until no hidden number can be computed.", SmallNumbers.Threshold]),
    ];
}
