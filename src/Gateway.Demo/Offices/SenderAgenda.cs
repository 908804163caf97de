using System.Text.Json.Nodes;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>What the offices send of their own accord: referrals, withdrawals, changes of a benefit, counts and the Dutch lists.</summary>
internal static class SenderAgenda
{
    /// <summary>Working days between a record that was set aside and the corrected one.</summary>
    private const int DaysToCorrect = 4;

    /// <summary>Everything of the year.</summary>
    public static IEnumerable<AgendaEntry> All() =>
        [.. FromVdab(), .. FromWelfareOffices(), .. Withdrawals(), .. PilotScenario.Clients.SelectMany(OfBenefit), Counts(), .. DutchLists()];

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

    /// <summary>A benefit that ends while an office helps: each office says what it knows, in its own format and at its own time.</summary>
    private static IEnumerable<AgendaEntry> OfBenefit(PilotClient client)
    {
        if (client.Story.Benefit is not { } benefit)
            return [];
        var (ending, applied, granted, transferred) = (
            PilotCalendar.At(benefit.ToldOn, 11, 20), PilotCalendar.At(benefit.AppliedOn, 10, 40), PilotCalendar.At(benefit.GrantedOn, 10, 40), PilotCalendar.At(benefit.GrantedOn, 11, 20));
        return
        [
            Told(Vdab(ending, "benefit-ending-" + client.Ticket, [VdabReferral.BenefitEnding(client, benefit, ending)]), "Says that the unemployment benefit ends; no other office is told."),
            Told(Welfare(applied, "application-" + client.Ticket, OcmwReferral.Application(client, benefit, applied)), "The client applies for assistance: the statutory term of thirty days begins."),
            Told(Welfare(granted, "transfer-" + client.Ticket, OcmwReferral.Transfer(client, benefit, granted)), "Grants assistance from the day after the benefit's last: no day is left out."),
            Told(Vdab(transferred, "transfer-" + client.Ticket, [VdabReferral.BenefitTransfer(client, benefit, transferred)]), "Says that the client goes over to assistance; what the office does for the client goes on."),
        ];

        AgendaEntry Told(AgendaEntry entry, string words) => entry with { Told = new ToldLine(client.Ticket, entry.At, entry.Office, words) };

        AgendaEntry Welfare(DateTimeOffset at, string key, System.Xml.Linq.XElement record) => new(
            at, client.Town.Office, key, new Submission("/v1/submissions/ocmw-referral", Media.Xml, key, Media.Bytes(record)));
    }

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
