using System.Text.Json.Nodes;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>What the offices send of their own accord: referrals, withdrawals, counts and the Dutch lists.</summary>
internal static class SenderAgenda
{
    /// <summary>Working days between a record that was set aside and the corrected one.</summary>
    private const int DaysToCorrect = 4;

    /// <summary>Everything of the year.</summary>
    public static IEnumerable<AgendaEntry> All() =>
        [.. FromVdab(), .. FromWelfareOffices(), .. Withdrawals(), Counts(), .. DutchLists()];

    private static IEnumerable<AgendaEntry> FromVdab()
    {
        var vdab = PilotScenario.Clients.Where(c => c.FromPes).ToList();
        var first = vdab.Where(c => c.Quirk is Quirk.WrongIdentifierFirst)
            .Select(c => (Client: c, Day: Before(c.SentOn, DaysToCorrect), Ticket: InventedNumbers.Ticket(c.Ticket, "first").ToString(), Mistyped: true));
        return vdab.Select(c => (Client: c, Day: c.SentOn, c.Ticket, Mistyped: false))
            .Concat(first)
            .GroupBy(r => r.Day)
            .Select(day =>
            {
                var at = PilotCalendar.At(day.Key, 9);
                JsonObject[] records = [.. day.Select(r => VdabReferral.Referral(r.Client, at, r.Ticket, r.Mistyped))];
                return Vdab(at, "referrals-" + Media.Iso(day.Key), records);
            });
    }

    private static IEnumerable<AgendaEntry> FromWelfareOffices() => PilotScenario.Clients.Where(c => !c.FromPes).Select(c =>
        new AgendaEntry(
            PilotCalendar.At(c.SentOn, 10, 5 * (1 + Town.All.ToList().IndexOf(c.Town))),
            c.Sender,
            c.Ticket,
            new Submission("/v1/submissions/ocmw-referral", Media.Xml, "referral-" + c.Ticket, Media.Bytes(OcmwReferral.Referral(c)))));

    private static IEnumerable<AgendaEntry> Withdrawals() => PilotScenario.Clients
        .Where(c => c is { FromPes: true, Story.WithdrawnAfter: not null })
        .Select(c =>
        {
            var at = PilotCalendar.At(PilotCalendar.WorkingDaysAfter(c.SentOn, c.Story.WithdrawnAfter ?? 0), 11);
            return Vdab(at, "withdrawal-" + c.Ticket, [VdabReferral.Withdrawal(c, at)]);
        });

    private static AgendaEntry Counts()
    {
        var at = PilotCalendar.At(SiteCounts.ToldOn, 9, 30);
        return Vdab(at, "counts-" + SiteCounts.Period, [.. SiteCounts.All.Select(s => VdabReferral.Counts(s, at))]);
    }

    private static AgendaEntry[] DutchLists() =>
    [
        Uwv(DutchClient.CsvSentOn, "text/csv", SonarExport.Csv(DutchClient.Csv, DutchClient.CsvSentOn)),
        Uwv(
            DutchClient.SpreadsheetSentOn, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            SonarExport.Spreadsheet(DutchClient.Spreadsheet, DutchClient.SpreadsheetSentOn)),
    ];

    private static AgendaEntry Uwv(DateOnly day, string contentType, byte[] body) => new(
        PilotCalendar.At(day, 10, 45), DutchClient.Uwv, "list",
        new Submission("/v1/submissions/sonar-export", contentType, "list-" + Media.Iso(day), body));

    private static AgendaEntry Vdab(DateTimeOffset at, string key, JsonObject[] records) => new(
        at, PilotScenario.Vdab, key,
        new Submission(
            "/v1/submissions/vdab-referral", Media.Json, key,
            Media.Bytes(records.Length == 1 ? records[0] : new JsonArray([.. records]))));

    private static DateOnly Before(DateOnly day, int workingDays) =>
        Enumerable.Range(1, 31).Select(n => day.AddDays(-n))
            .First(d => PilotCalendar.IsWorkingDay(d) && PilotCalendar.WorkingDaysAfter(d, workingDays) == day);
}
