using System.Text.Json.Nodes;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>What the offices send on a quiet day after the year. The same day always has the same bytes and keys.</summary>
internal static class QuietAgenda
{
    /// <summary>Everything of a day.</summary>
    public static IEnumerable<AgendaEntry> Of(DateOnly day)
    {
        foreach (var client in QuietDays.Of(day))
            yield return Referral(client, QuietDays.SentAt(client));
        if (day == QuietDays.BrokenOn)
            yield return Broken(day);
        if (day == QuietDays.WithdrawnOn)
        {
            var at = PilotCalendar.At(day, 9, 20);
            yield return Vdab(at, "withdrawal-" + QuietDays.Withdrawing.Ticket, VdabReferral.Withdrawal(QuietDays.Withdrawing, at));
        }
    }

    private static AgendaEntry Referral(PilotClient client, DateTimeOffset at) => client.FromPes
        ? Vdab(at, "referral-" + client.Ticket, VdabReferral.Referral(client, at, client.Ticket, mistyped: false))
        : new AgendaEntry(at, client.Sender, client.Ticket, new Submission("/v1/submissions/ocmw-referral", Media.Xml, "referral-" + client.Ticket, Media.Bytes(OcmwReferral.Referral(client))));

    /// <summary>A file of VDAB with a question that the code list does not have: its export was changed over the weekend.</summary>
    private static AgendaEntry Broken(DateOnly day)
    {
        var at = PilotCalendar.At(day, 9, 10);
        var records = QuietDays.Changed.Select(c => (JsonNode)VdabReferral.Referral(c, at, c.Ticket, mistyped: false));
        return Vdab(at, "changed-export-" + Media.Iso(day), new JsonArray([.. records]));
    }

    private static AgendaEntry Vdab(DateTimeOffset at, string key, JsonNode records) =>
        new(at, PilotScenario.Vdab, key, new Submission("/v1/submissions/vdab-referral", Media.Json, key, Media.Bytes(records)));
}
