using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Policies;

/// <summary>The annex to a data protection impact assessment (GDPR art. 35(7)): what the files say; the judgement is the assessor's.</summary>
internal static class AssessmentPaper
{
    private static readonly IReadOnlyList<string> DataColumns = ["country", "purpose", "from", "to", "stepOneFields", "stepTwoFields", "statusFields", "neverFields", "agreementRequired"];

    internal static Paper Of(Agreed agreed, DateOnly day, string language, Agreed? before)
    {
        var words = new PaperWords(language, agreed);
        var matrix = PolicyMatrix.Of(agreed, day);
        var never = NeverLeaving.Of(agreed, matrix);
        var fields = never.Count(n => n.Reason is NeverReason.NoManifest or NeverReason.Principle);
        return new Paper(
            "impact-assessment-annex", words["Annex to the impact assessment (GDPR art. 35)"], words.Language, MatrixPaper.Origin(words, agreed, day),
            [
                new PaperPart.Paragraph(words["This annex holds what follows from the files. Whether it is necessary and proportionate is judged by the controllers with their data protection officers."]),
                new PaperPart.Heading(2, words["Description of the processing (art. 35(7)(a))"]),
                new PaperPart.Table(
                    [words["Exchange"], words["Purpose"], words["Offices that give"], words["Offices that receive"], words["Legal basis"]],
                    [.. matrix.Select(e => (IReadOnlyList<string>)[Between(words, e), words.Purpose(e.Purpose.Code), Count(e.Senders), Count(e.Recipients), string.Join(", ", e.Bases.Select(b => b.Reference))])]),
                new PaperPart.Heading(2, words["Necessity and proportionality (art. 35(7)(b))"]),
                new PaperPart.Paragraph(words["How many kinds of data leave, in which step. {0} kinds of data that a message could hold leave to nobody.", fields]),
                new PaperPart.Table(
                    [words["Exchange"], words["Step one"], words["Step two"], words["Status message"], words["Before the client agrees"]],
                    [.. matrix.Select(e => (IReadOnlyList<string>)[$"{Between(words, e)}, {words.Purpose(e.Purpose.Code)}", Kinds(e, MatrixColumn.StepOne), Kinds(e, MatrixColumn.StepTwo), Kinds(e, MatrixColumn.Status), Kinds(e, MatrixColumn.BeforeAgreement)])])
                {
                    IsGrid = true,
                },
                new PaperPart.Paragraph(words["Kept for step two, because the recipient may have no file at all: {0}.", words.Fields(agreed.Policy.Principles.StepTwoOnly)]),
                .. Local(words, agreed),
                .. Risks(words),
                new PaperPart.Heading(2, words["Left for the assessor"]),
                new PaperPart.List(
                [
                    words["Whether each purpose could be reached with fewer fields, and what clients and their representatives say about it (art. 35(9))."],
                    words["Likelihood and severity of each risk at each office, and the residual risk after the measures."],
                    words["Hosting, and whoever else processes data for the operator."],
                    words["Whether the supervisory authority has to be consulted (art. 36)."],
                ]),
                .. before is null ? [] : DifferencePaper.Section(words, before, agreed, day),
            ])
        {
            Data = new PaperData(DataColumns, [.. matrix.Select(e => (IReadOnlyList<string>)
            [
                e.Country, e.Purpose.Code, e.From.ToString(), e.To.ToString(), Kinds(e, MatrixColumn.StepOne), Kinds(e, MatrixColumn.StepTwo), Kinds(e, MatrixColumn.Status),
                fields.ToString(CultureInfo.InvariantCulture), Kinds(e, MatrixColumn.BeforeAgreement) == "0" ? "yes" : "no",
            ])]),
        };
    }

    private static string Between(PaperWords words, MatrixExchange exchange) =>
        words["{0} to {1}, {2}", PaperWords.Begin(words.Class(exchange.From)), words.Class(exchange.To), words.Country(exchange.Country)];

    private static string Count(IReadOnlyList<string> agencies) => agencies.Count.ToString(CultureInfo.InvariantCulture);

    private static string Kinds(MatrixExchange exchange, MatrixColumn column) => exchange.Rows.Count(r => r.Cells.ContainsKey(column)).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<PaperPart> Local(PaperWords words, Agreed agreed) =>
    [
        new PaperPart.Heading(2, words["Local agreements and their paperwork"]),
        new PaperPart.Table(
            [words["Local agreement"], words["Protocol"], words["Advice of the employment service's officer"], words["Advice of the welfare office's officer"], words["Impact assessment"], words["Fields it leaves out"]],
            [.. agreed.Collaborations.OrderBy(c => c.Title, StringComparer.Ordinal).Select(c => (IReadOnlyList<string>)
                [c.Title, c.Paperwork.Protocol, c.Paperwork.PesOfficerAdvice, c.Paperwork.WelfareOfficerAdvice, c.Paperwork.ImpactAssessment, c.WithoutFields.Count == 0 ? words["none"] : words.Fields(c.WithoutFields)])]),
    ];

    private static IEnumerable<PaperPart> Risks(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["Risks, and what is done about them (art. 35(7)(c) and (d))"]),
        new PaperPart.Table(
            [words["Risk to the client"], words["Measure in the gateway"]],
            [
                [words["More leaves than is needed, or to the wrong kind of office."], words["Only fields that a rule names leave; the rules are checked against principles when they are loaded; the gate is asked again just before each message leaves."]],
                [words["Data collected for help is used for control."], words["Control services take no part; control data is sealed apart; a purpose of control is served by no exchange."]],
                [words["A no of the client is not heeded in time."], words["A withdrawal takes effect when it is accepted, stops what waits, and is told to every office that had the handover."]],
                [words["An office learns from an answer that a person is known elsewhere."], words["Every no is told as the same no; whether a file existed is told to nobody; what is held back looks like what waits."]],
                [words["Staff look at what they do not need."], words["Roles per page, a purpose for each search, a record of openings, and a report on careful use that compares offices."]],
                [words["Somebody gets hold of the database or a copy of it."], words["Names, numbers and contact details are sealed under keys that lie outside the database; logs and file names hold none of them."]],
                [words["A mistake in translation changes what is said of a person."], words["What cannot be read is set aside with its reason and is never guessed; a correction reaches every office that had the earlier version."]],
            ]),
    ];
}
