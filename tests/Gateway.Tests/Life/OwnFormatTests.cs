using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Tests.Running;

namespace Gateway.Tests.Life;

/// <summary>What a welfare office says of a referral and a client in its own format has the effect that the contract event has.</summary>
public sealed class OwnFormatTests
{
    [Fact]
    public async Task A_withdrawal_is_in_force_when_it_is_accepted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var (ticket, insz) = (People.Ticket(), People.Insz());
        await leuven.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(ticket, insz));

        await leuven.SettledAsync(Ocmw.ReferralProfile, Message("Intrekking", insz, ticket, new XElement("Akkoord", new XElement("Nr", "A-" + ticket))));

        (await vdab.NewAsync()).ShouldBeEmpty("what waited does not leave any more");
    }

    [Fact]
    public async Task A_correction_comes_with_its_number_and_a_cancellation_ends_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var (ticket, insz) = (People.Ticket(), People.Insz());
        var referral = Ocmw.Referral(ticket, insz);
        await leuven.SettledAsync(Ocmw.ReferralProfile, referral);
        var first = (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!;
        first["message"]!["revision"].ShouldBeNull();

        var corrected = new XElement("Wijziging", referral.Attributes(), referral.Elements());
        corrected.Element("Header")!.Element("Ticket")!.Value = People.Ticket();
        corrected.Element("Header")!.Add(new XElement("InReplyTo", ticket), new XElement("Verzonden", "2026-03-10T09:00:00Z"));
        corrected.Element("Client")!.Add(new XElement("Telefoon", "+32460000042"));
        await leuven.SettledAsync(Ocmw.ReferralProfile, corrected);
        var again = (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!;
        ((string?)again["message"]!["ticket"], (int?)again["message"]!["revision"], (string?)again["person"]!["contact"]!["phone"])
            .ShouldBe(((string?)first["message"]!["ticket"], 1, "+32460000042"));

        await leuven.SettledAsync(Ocmw.ReferralProfile, Message("Annulering", insz, ticket));
        (await vdab.NewAsync()).Select(i => (string?)i["data"]!["status"]!["code"]).ShouldBe(["cancelled"]);
    }

    [Fact]
    public async Task A_list_of_messages_is_read_in_its_order_and_places_and_applications_are_known()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var insz = People.Insz();

        var page = await leuven.SettledAsync(Ocmw.ReferralProfile, new XElement(
            "Berichten",
            Message("Aanvraag", insz, null, new XElement("DatAanvraag", "20260310")),
            Message("Capaciteit", null, null, new XElement("CdDienst", "CHILDCARE_PLACE"), new XElement("VrijePlaatsen", "2"), new XElement("Wachtdagen", "10"))));

        page["records"]!.AsArray().Select(r => (string?)r!["state"]).ShouldBe(["done", "done"]);
        var answer = JsonNode.Parse(await vdab.Http.GetStringAsync("/v1/capacity?service=CHILDCARE_PLACE&municipality=24062"))!;
        answer.ToJsonString().ShouldContain("\"waitingDays\":10");
    }

    private static XElement Message(string kind, string? insz, string? about, params XElement[] says) => new(
        kind,
        new XAttribute("schemaVersion", "1"),
        new XElement(
            "Header", new XElement("Ticket", People.Ticket()), about is null ? null : new XElement("InReplyTo", about), new XElement("Sender", new XAttribute("nis", "24062"))),
        insz is null ? null : new XElement("Client", new XElement("INSZ", insz)),
        says);
}
