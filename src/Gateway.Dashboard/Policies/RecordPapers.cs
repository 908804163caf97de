using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>The record of processing activities (GDPR art. 30), and the list of exchanges for publication.</summary>
internal static class RecordPapers
{
    private static readonly IReadOnlyList<string> ActivityColumns = ["purpose", "country", "controllers", "bases", "subjects", "fields", "recipients", "countries"];
    private static readonly IReadOnlyList<string> ExchangeColumns = ["country", "purpose", "from", "to", "senders", "recipients", "step", "fields", "bases", "localAgreements", "protocols"];

    /// <summary>Art. 30(1) and (2).</summary>
    internal static Paper Activities(Agreed agreed, DateOnly day, string language, Agreed? before)
    {
        var words = new PaperWords(language, agreed);
        var activities = PolicyMatrix.Of(agreed, day).GroupBy(e => (e.Purpose.Code, e.Country)).Select(g => g.ToList()).ToList();
        return new Paper(
            "processing-record", words["Record of processing activities (GDPR art. 30)"], words.Language, MatrixPaper.Origin(words, agreed, day),
            [
                new PaperPart.Paragraph(words["The gateway is a processor for the offices: each office is the controller of its own clients' data. What the files do not say is marked “to be filled in”."]),
                .. activities.SelectMany(a => Activity(words, agreed, a)),
                .. ControlTerms.Of(words, agreed),
                .. Processor(words),
                .. before is null ? [] : DifferencePaper.Section(words, before, agreed, day),
            ])
        {
            Data = new PaperData(ActivityColumns, [.. activities.Select(a => Row(agreed, a))]),
        };
    }

    /// <summary>The list of exchanges, for publication.</summary>
    internal static Paper Exchanges(Agreed agreed, DateOnly day, string language, Agreed? before)
    {
        var words = new PaperWords(language, agreed);
        var matrix = PolicyMatrix.Of(agreed, day);
        return new Paper(
            "exchanges", words["List of data exchanges"], words.Language, MatrixPaper.Origin(words, agreed, day),
            [
                new PaperPart.Paragraph(words["Which offices give each other which data, for what, and on which legal basis. It is meant for publication and holds nothing of a person."]),
                .. matrix.SelectMany(e => Exchange(words, agreed, day, e)),
                .. ControlTerms.Of(words, agreed),
                .. before is null ? [] : DifferencePaper.Section(words, before, agreed, day),
            ])
        {
            Data = new PaperData(ExchangeColumns, [.. matrix.SelectMany(e => Rows(agreed, day, e))]),
        };
    }

    private static IEnumerable<PaperPart> Activity(PaperWords words, Agreed agreed, IReadOnlyList<MatrixExchange> exchanges)
    {
        var purpose = exchanges[0].Purpose;
        yield return new PaperPart.Heading(2, $"{words.Title(purpose.Titles, purpose.Code)} ({words.Country(exchanges[0].Country)})");
        yield return new PaperPart.Table(
            [words["What art. 30(1) asks"], words["Entry"]],
            [
                [words["(a) Controllers, and whom to call there"], string.Join("; ", Members(exchanges).Select(agreed.Directory.Find).OfType<Agency>().Select(Contact))],
                [words["(a) Data protection officers"], words["to be filled in"]],
                [words["(b) Purpose"], $"{words.Title(purpose.Titles, purpose.Code)} ({purpose.Code})"],
                [words["Legal basis"], string.Join(" ", Bases(exchanges).Select(words.Basis))],
                [words["(c) Whose data"], words["Clients of the offices who are referred; of the referring office, its unit and the contact person of the referral."]],
                [words["(c) Categories of data"], words.Fields(exchanges.SelectMany(e => e.Rows).Select(r => r.Field))],
                [words["(d) Recipients"], string.Join("; ", exchanges.Select(e => e.To).Distinct().Order().Select(words.Class))],
                [words["(e) Transfers to third countries"], Transfers(words, agreed, exchanges)],
                [words["(f) Terms of erasure"], words["{0}. Counted from the last moment at which a record mattered; what an open referral, a running deadline or a legal hold needs is kept longer.", Terms(words, agreed)]],
                [words["(g) Security (art. 32)"], words["Sealed at rest under a key per client and agency; the gate is asked again just before anything leaves; special-category and control data in compartments of their own; openings are recorded; an audit trail that shows tampering."]],
            ]);
    }

    private static string Terms(PaperWords words, Agreed agreed) => string.Join("; ", agreed.Policy.Retention.Terms.Values.Select(t =>
    {
        var (text, count) = RetentionNames.Of(t.Keep);
        return words["{0}: {1}", words[RetentionNames.Of(t.Kind)], words[text, count]];
    }));

    private static IEnumerable<PaperPart> Processor(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["Record of the processor (art. 30(2))"]),
        new PaperPart.Table(
            [words["What art. 30(2) asks"], words["Entry"]],
            [
                [words["(a) Who runs the gateway, and its data protection officer"], words["to be filled in"]],
                [words["(b) Processing for the controllers"], words["Taking in records in each office's own format, translating them, deciding what may leave, handing it over, telling back a coarse status, keeping the proof."]],
                [words["(c) Transfers to third countries"], words["None by the gateway. Where it is hosted: to be filled in."]],
                [words["(d) Security (art. 32)"], words["As above."]],
            ]),
    ];

    private static IEnumerable<PaperPart> Exchange(PaperWords words, Agreed agreed, DateOnly day, MatrixExchange exchange)
    {
        yield return new PaperPart.Heading(2, words["{0} to {1}, {2}: {3}", PaperWords.Begin(words.Class(exchange.From)), words.Class(exchange.To), words.Country(exchange.Country), words.Title(exchange.Purpose.Titles, exchange.Purpose.Code)]);
        var rows = new List<IReadOnlyList<string>>
        {
            new[] { words["From"], Names(words, exchange.Senders) },
            new[] { words["To"], Names(words, exchange.Recipients) },
            new[] { words["Purpose"], words.Title(exchange.Purpose.Titles, exchange.Purpose.Code) },
            new[] { words["Legal basis"], string.Join(" ", exchange.Bases.Select(words.Basis)) },
        };
        rows.AddRange(Steps(exchange).Select(s => (IReadOnlyList<string>)[words["Data, {0}", words.Moment(s.Moment)], words.Fields(s.Fields)]));
        rows.Add([words["Safeguard"], exchange.Rows.Any(r => r.Cells.ContainsKey(MatrixColumn.BeforeAgreement)) ? words["The client's agreement is not required for it; a client who has said no is never referred."] : words["The client has agreed, and can withdraw at any time."]]);
        rows.Add([words["Local agreements"], string.Join("; ", Local(agreed, day, exchange).Select(c => words["{0} (protocol: {1}; impact assessment: {2})", c.Title, c.Paperwork.Protocol, c.Paperwork.ImpactAssessment])) is { Length: > 0 } local ? local : words["none"]]);
        yield return new PaperPart.Table([words["What"], words["Entry"]], rows);
    }

    internal static IEnumerable<(PolicyMoment Moment, IReadOnlyList<string> Fields)> Steps(MatrixExchange exchange) =>
        new[] { (PolicyMoment.StepOne, MatrixColumn.StepOne), (PolicyMoment.StepTwo, MatrixColumn.StepTwo), (PolicyMoment.Status, MatrixColumn.Status), (PolicyMoment.Plan, MatrixColumn.Plan) }
            .Select(s => (s.Item1, (IReadOnlyList<string>)[.. exchange.Rows.Where(r => r.Cells.ContainsKey(s.Item2)).Select(r => r.Field)])).Where(s => s.Item2.Count > 0);

    private static string Names(PaperWords words, IReadOnlyList<string> ids) => ids.Count == 0 ? words["no office takes part yet"] : words.Names(ids);

    private static IEnumerable<Collaboration> Local(Agreed agreed, DateOnly day, MatrixExchange exchange) => agreed.Collaborations.Where(c => c.InForce(day)
        && exchange.Senders.Any(s => c.Parties.Contains(s) || c.Providers.Contains(s)) && exchange.Recipients.Any(r => c.Parties.Contains(r) || c.Providers.Contains(r)));

    private static IEnumerable<string> Members(IReadOnlyList<MatrixExchange> exchanges) =>
        exchanges.SelectMany(e => e.Senders.Concat(e.Recipients)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<LegalBasis> Bases(IReadOnlyList<MatrixExchange> exchanges) => exchanges.SelectMany(e => e.Bases).DistinctBy(b => b.Reference).OrderBy(b => b.Reference, StringComparer.Ordinal);

    private static string Contact(Agency agency) => agency.DutyContact is { } duty ? $"{agency.Name} ({duty.Role}, {duty.Phone})" : agency.Name;

    private static string Transfers(PaperWords words, Agreed agreed, IReadOnlyList<MatrixExchange> exchanges)
    {
        var countries = Members(exchanges).Select(agreed.Directory.Find).OfType<Agency>().Select(a => a.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var outside = countries.Where(c => !Eea.Contains(c)).ToList();
        return outside.Count == 0
            ? words["None: every office is in {0}.", string.Join(", ", countries.Select(words.Country))]
            : words["To offices in {0}: the appropriate safeguards (art. 46) are to be filled in.", string.Join(", ", outside.Select(words.Country))];
    }

    private static IReadOnlyList<string> Row(Agreed agreed, IReadOnlyList<MatrixExchange> exchanges)
    {
        var fields = exchanges.SelectMany(e => e.Rows).Select(r => r.Field).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            exchanges[0].Purpose.Code, exchanges[0].Country, string.Join(' ', Members(exchanges)), string.Join(' ', Bases(exchanges).Select(b => b.Reference)), "clients", string.Join(' ', fields),
            string.Join(' ', exchanges.Select(e => e.To).Distinct().Order()), string.Join(' ', Members(exchanges).Select(m => agreed.Directory.Find(m)!.Country).Distinct(StringComparer.Ordinal)),
        ];
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Agreed agreed, DateOnly day, MatrixExchange exchange) => Steps(exchange).Select(s => (IReadOnlyList<string>)
    [
        exchange.Country, exchange.Purpose.Code, exchange.From.ToString(), exchange.To.ToString(), string.Join(' ', exchange.Senders), string.Join(' ', exchange.Recipients), s.Moment.ToString(),
        string.Join(' ', s.Fields), string.Join(' ', exchange.Bases.Select(b => b.Reference)), string.Join(' ', Local(agreed, day, exchange).Select(c => c.Id)),
        string.Join("; ", Local(agreed, day, exchange).Select(c => c.Paperwork.Protocol).Distinct(StringComparer.Ordinal)),
    ]);

    // States of the European Economic Area, ISO 3166-1.
    private static readonly HashSet<string> Eea = new(StringComparer.Ordinal)
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    };
}
