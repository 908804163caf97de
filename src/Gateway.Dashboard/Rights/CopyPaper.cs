using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;
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
    /// <param name="styleSheet">Address of the style sheet; null: the page has none.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How it ended.</returns>
    public static async Task<CopyPage.End> WriteAsync(CopyAnswer.Begun copy, Stream stream, Agreed agreed, string language, string? styleSheet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var words = new PaperWords(language, agreed);
        var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            var title = words["Copy of your data"];
            await writer.WriteAsync($"<!DOCTYPE html>\n<html lang=\"{words.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Safe(title)}</title>\n<link rel=\"icon\" href=\"data:,\">\n{(styleSheet is null ? "" : $"<link rel=\"stylesheet\" href=\"{Safe(styleSheet)}\">\n")}</head>\n<body>\n<h1>{Safe(title)}</h1>\n");
            await writer.WriteAsync(Paragraph(words["{0}, on {1} (UTC)", words.Agency(copy.Agency), Minute(copy.At)]));
            await writer.WriteAsync(Paragraph(words["What this agency knows of you through the gateway (GDPR article 15): what it stated, what was decided and why, what left to whom and on which basis, and what you agreed to."]));
            CopyPage.End? end = null;
            string? heading = null;
            await foreach (var page in copy.Pages.WithCancellation(cancellation))
            {
                end = page as CopyPage.End;
                if (HeadingOf(page) is { } next && next != heading)
                    await writer.WriteAsync($"<h2>{Safe(words[heading = next])}</h2>\n");
                await writer.WriteAsync(Body(words, page));
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
        CopyPage.Disclosures => "What left",
        CopyPage.Agreements => "Your agreements",
        CopyPage.Tasks => "Tasks of people about you",
        CopyPage.Deadlines => "Deadlines about you",
        _ => null,
    };

    private static string Body(PaperWords words, CopyPage page) => page switch
    {
        CopyPage.Standing standing => Table(
            [(words["Secret address"], YesNo(words, standing.SecretAddress)), (words["You work at the agency"], YesNo(words, standing.StaffOfAgency)),
             (words["Use restricted (GDPR article 18)"], YesNo(words, standing.Restricted)), (words["You objected (GDPR article 21)"], YesNo(words, standing.Objected)),
             (words["Kinds of numbers by which you are found"], string.Join(", ", standing.Schemes))]),
        CopyPage.Records records => string.Concat(records.Items.Select(r => Record(words, r))),
        CopyPage.Decisions decisions => string.Concat(decisions.Items.Select(d => Table(
            [(words["When"], Minute(d.At)), (words["Referral"], d.Referral.ToString("D")), (words["Decision"], $"{d.Kind}: {words.Reason(d.Outcome)}"), (words["Why"], d.Why.ToString()), (words["Missing"], string.Join(", ", d.Missing))]))),
        CopyPage.Disclosures disclosures => string.Concat(disclosures.Items.Select(d => Disclosure(words, d))),
        CopyPage.Agreements agreements => string.Concat(agreements.Items.Select(a => Table(
            [(words["Given on"], a.GivenOn ?? ""), (words["State"], a.Status.ToString()), (words["Until"], a.Expires is { } day ? PaperWords.Day(day) : ""), (words["History"], string.Join("; ", a.History.Select(h => $"{Minute(h.At)} {h.What} ({words.Agency(h.Who)})")))]))),
        CopyPage.Tasks tasks => string.Concat(tasks.Items.Select(t => Table(
            [(words["When"], Minute(t.OpenedAt)), (words["Office"], words.Agency(t.Agency)), (words["Why"], words.Reason(t.Code)), (words["Until"], t.DueOn is { } due ? PaperWords.Day(due) : ""), (words["Done"], t.ClosedAt is { } closed ? Minute(closed) : "")]))),
        CopyPage.Deadlines deadlines => string.Concat(deadlines.Items.Select(d => Table([(words["Kind"], d.Kind), (words["Until"], Minute(d.DueAt)), (words["State"], d.State)]))),
        _ => "",
    };

    private static string Record(PaperWords words, CopiedRecord record)
    {
        List<(string, string)> rows = [(words["Received"], Minute(record.ReceivedAt)), (words["Record"], record.Record), (words["State"], record.State)];
        if (record.Reason is { } reason)
            rows.Add((words["Why"], words.Reason(reason)));
        foreach (var statement in record.Statements)
            rows.AddRange([(words["Statement"], statement.Type), .. Leaves(statement.Data, "").Select(l => (NameOf(words, l.Path), l.Value))]);
        return Table(rows) + (record.Source is { } source ? $"<details><summary>{Safe(words["As it was sent"])}</summary><pre>{Safe(source)}</pre></details>\n" : "");
    }

    private static string Disclosure(PaperWords words, DisclosureLine line) => Table(
    [
        (words["When"], Minute(line.At)), (words["From"], words.Agency(line.From)), (words["To"], words.Agency(line.Recipient)), (words["What"], line.Status is { } status ? $"{line.Event}: {status}" : $"{line.Event} {line.Step}"),
        (words["Purpose"], words.Purpose(line.Purpose)), (words["Legal basis"], line.Basis), (words["Fields"], words.Fields(line.Fields)), (words["Arrived"], line.Arrival.ToString()),
    ]);

    private static string Ending(PaperWords words, CopyPage.End end)
    {
        var text = new StringBuilder(Paragraph(end.Complete
            ? words["Yes. This copy is complete."]
            : end.Reason == "erased"
                ? words["No. The data was erased while this copy was made; what is above was read before."]
                : words["No. Something was changed while this copy was made; ask for it again."]));
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

    private static string NameOf(PaperWords words, string path) => FieldNames.Of(path) is { } name ? words[name] : path;

    private static string YesNo(PaperWords words, bool value) => words[value ? "yes" : "no"];

    private static string Table(IEnumerable<(string Name, string Value)> rows) =>
        "<table>\n" + string.Concat(rows.Where(r => r.Value.Length > 0).Select(r => $"<tr><th>{Safe(r.Name)}</th><td>{Safe(r.Value)}</td></tr>\n")) + "</table>\n";

    private static string Paragraph(string text) => $"<p>{Safe(text)}</p>\n";

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
