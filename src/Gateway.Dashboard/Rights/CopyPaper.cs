using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Rights;

/// <summary>A copy of a client's data as a page to print, written while it is read: however much there is, one page of it lies in memory.</summary>
public static class CopyPaper
{
    /// <summary>Writes it.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="stream">Where to; not closed.</param>
    /// <param name="agreed">Names of agencies, purposes and bases.</param>
    /// <param name="language">ISO 639-1: en, nl or fr.</param>
    /// <param name="styleSheet">Address of the style sheet; null: it stands in the page.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How it ended.</returns>
    public static async Task<CopyPage.End> WriteAsync(CopyAnswer.Begun copy, Stream stream, Agreed agreed, string language, string? styleSheet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var words = new PaperWords(language, agreed);
        var says = new CopyWords(language, agreed);
        var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            var title = words["Copy of your data"];
            await writer.WriteAsync($"<!DOCTYPE html>\n<html lang=\"{words.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Safe(title)}</title>\n{PaperWriters.StyleOf(styleSheet)}\n</head>\n<body>\n<h1>{Safe(title)}</h1>\n");
            await writer.WriteAsync(Paragraph(words["{0}, on {1} (UTC)", words.Agency(copy.Agency), Minute(copy.At)]));
            await writer.WriteAsync(Paragraph(words["What this agency knows of you through the gateway (GDPR article 15): what it stated, what was decided and why, what left to whom and on which basis, and what you agreed to."]));
            CopyPage.End? end = null;
            string? heading = null;
            await foreach (var page in copy.Pages.WithCancellation(cancellation))
            {
                end = page as CopyPage.End;
                if (HeadingOf(page) is { } next && next != heading)
                    await writer.WriteAsync($"<h2>{Safe(words[heading = next])}</h2>\n");
                await writer.WriteAsync(Body(words, says, page));
                await writer.FlushAsync(cancellation);
            }

            await writer.WriteAsync($"<h2>{Safe(words["Is this everything?"])}</h2>\n" + Ending(words, end!) + "</body>\n</html>\n");
            return end!;
        }
    }

    private static string? HeadingOf(CopyPage page) => page switch
    {
        CopyPage.Standing => "What protects you",
        CopyPage.Records => "What was stated",
        CopyPage.Decisions => "What was decided, and why",
        CopyPage.Refusals => "What was asked and refused",
        CopyPage.Disclosures => "What left",
        CopyPage.Stops => "Who was told to stop",
        CopyPage.Openings => "What people read",
        CopyPage.Agreements => "Your agreements",
        CopyPage.Mandates => "What control services asked",
        CopyPage.Tasks => "Tasks of people about you",
        CopyPage.Deadlines => "Deadlines about you",
        _ => null,
    };

    private static string Body(PaperWords words, CopyWords says, CopyPage page) => page switch
    {
        CopyPage.Standing standing => Table(
            [(words["Secret address"], YesNo(words, standing.SecretAddress)), (words["You work at the agency"], YesNo(words, standing.StaffOfAgency)),
             (words["Use restricted (GDPR article 18)"], YesNo(words, standing.Restricted)), (words["You objected (GDPR article 21)"], YesNo(words, standing.Objected)),
             (words["Kinds of numbers by which you are found"], string.Join(", ", standing.Schemes.Select(says.Scheme)))]),
        CopyPage.Records records => string.Concat(records.Items.Select(r => Record(words, says, r))),
        CopyPage.Decisions decisions => Tables(words, decisions.Items, d =>
            [(words["When"], Minute(d.At)), (words["Referral"], d.Referral.ToString("D")), (words["Decision"], says.Decision(d)), (words["Why"], says.Says(d.Why)), (words["Missing"], string.Join(", ", d.Missing.Select(says.Field)))]),
        CopyPage.Refusals refusals => Tables(words, refusals.Items, r =>
            [(words["When"], Minute(r.At)), (words["Referral"], r.Referral.ToString("D")), (words["Why"], says.Overview.Refusal(r.Code))]),
        CopyPage.Disclosures disclosures => Tables(words, disclosures.Items, d => Disclosure(words, says, d)),
        CopyPage.Stops { Items.Count: 0 } => Paragraph(words["Nobody."]),
        CopyPage.Stops stops => Tables(words, stops.Items, s =>
            [(words["When"], Minute(s.IssuedAt)), (words["Office"], says.Office(s.Recipient)), (words["What"], says.Overview.Stop(s.Status)), (words["State"], says.Overview.Confirmed(s))]),
        CopyPage.Openings openings => Tables(words, openings.Items, o =>
            [(words["When"], says.When(o)), (words["Office"], says.Who(o)), (words["What"], says.What(o)), (words["Why"], says.Why(o))]),
        CopyPage.Agreements agreements => Tables(words, agreements.Items, a => Agreement(words, says, a)),
        CopyPage.Mandates mandates => Tables(words, mandates.Items, m =>
            [(words["When"], Minute(m.At)), (words["Office"], says.Office(m.Recipient)), (words["What"], MandateWords.What(says.Dictionary, m.Decision, m.AnsweredAt, m.Values)),
             (words["Legal basis"], m.Basis is { } basis ? says.Overview.Basis(basis) : words[MandateWords.NoBasis]), (words["Days asked about"], $"{PaperWords.Day(m.From)} – {PaperWords.Day(m.To)}"),
             (words["Given"], MandateWords.GivenLine(says.Dictionary, m.Decision, m.AnsweredAt, m.Values)), (words["Refused, and why"], string.Join("; ", MandateWords.Refusals(says.Dictionary, m.Decision)))]),
        CopyPage.Tasks tasks => Tables(words, tasks.Items, t =>
            [(words["When"], Minute(t.OpenedAt)), (words["Office"], says.Office(t.Agency)), (words["What"], says.Task(t.Kind)), (words["Why"], says.Says(t.Says)), (words["Until"], t.DueOn is { } due ? PaperWords.Day(due) : ""), (words["Done"], t.ClosedAt is { } closed ? Minute(closed) : "")]),
        CopyPage.Deadlines deadlines => Tables(words, deadlines.Items, d => [(words["Kind"], says.Clock(d.Kind)), (words["Until"], Plain.Day(d.LastDay)), (words["State"], says.ClockState(d.State))]),
        _ => "",
    };

    private static string Record(PaperWords words, CopyWords says, CopiedRecord record)
    {
        List<(string, string)> rows = [(words["Received"], Minute(record.ReceivedAt)), (words["Record"], record.Record), (words["State"], says.State(record.State))];
        if (record.Reason is { } reason)
            rows.Add((words["Why"], words.Reason(reason)));
        foreach (var statement in record.Statements)
            rows.AddRange([(words["Statement"], says.Statement(statement.Type)), .. Leaves(statement.Data, "").Select(l => (says.Field(l.Path), says.Value(l.Path, l.Value)))]);
        return Table(rows) + (record.Source is { } source ? $"<details><summary>{Safe(words["As it was sent"])}</summary><pre>{Safe(source)}</pre></details>\n" : "");
    }

    private static IEnumerable<(string, string)> Disclosure(PaperWords words, CopyWords says, DisclosureLine line) =>
    [
        (words["When"], Minute(line.At)), (words["From"], words.Agency(line.From)), (words["To"], words.Agency(line.Recipient)), (words["What"], says.Overview.What(line)),
        (words["Purpose"], says.Overview.Purpose(line)), (words["Legal basis"], says.Overview.Basis(line.Basis)), (words["Fields"], string.Join(", ", line.Fields.OrderBy(FieldNames.Place).Select(says.Field).Distinct(StringComparer.Ordinal))),
        (words["Arrived"], says.Overview.Arrival(line.Arrival)),
    ];

    private static IEnumerable<(string, string)> Agreement(PaperWords words, CopyWords says, AgreementLine agreement) =>
    [
        (words["Given on"], agreement.GivenOn ?? ""), (words["State"], says.Overview.Status(agreement.Status)), (words["Until"], agreement.Expires is { } day ? PaperWords.Day(day) : ""),
        (words["History"], string.Join("; ", agreement.History.Select(h => $"{Minute(h.At)} {says.Overview.Happened(h.What)} ({says.Office(h.Who)})"))),
    ];

    private static string Tables<T>(PaperWords words, IReadOnlyList<T> items, Func<T, IEnumerable<(string Name, string Value)>> rows) =>
        items.Count == 0 ? Paragraph(words["Nothing."]) : string.Concat(items.Select(i => Table(rows(i))));

    private static string Ending(PaperWords words, CopyPage.End end)
    {
        var text = new StringBuilder(Paragraph(end.Complete
            ? words["Yes. This copy is complete."]
            : end.Reason == "erased"
                ? words["No. The data was erased while this copy was made; what is above was read before."]
                : words["No. Something was changed while this copy was made; ask for it again."]));
        // In every copy, so that it tells nothing of this one.
        text.Append(Paragraph(words["Where a law postpones what a person is told (GDPR article 23), a copy tells it when the term is over. This sentence stands in every copy."]));
        if (end.Apart > 0)
            text.Append(Paragraph(words["Records with a part in the compartments of special categories or control, which the gateway itself cannot open: {0}. Ask the agency for them.", end.Apart]));
        if (end.Unreadable > 0)
            text.Append(Paragraph(words["Records that cannot be opened at the moment: {0}. The gateway desk repairs them.", end.Unreadable]));
        return text.ToString();
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(m => Leaves(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
        JsonArray list => list.SelectMany(n => Leaves(n, path)),
        null => [],
        _ => [(path, node.ToString())],
    };

    private static string YesNo(PaperWords words, bool value) => words[value ? "yes" : "no"];

    private static string Table(IEnumerable<(string Name, string Value)> rows) =>
        "<table>\n" + string.Concat(rows.Where(r => r.Value.Length > 0).Select(r => $"<tr><th scope=\"row\">{Safe(r.Name)}</th><td>{Safe(r.Value)}</td></tr>\n")) + "</table>\n";

    private static string Paragraph(string text) => $"<p>{Safe(text)}</p>\n";

    private static string Minute(DateTimeOffset at) => CopyWords.Minute(at);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
