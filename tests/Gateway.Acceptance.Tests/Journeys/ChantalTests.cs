using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>Chantal has two numbers: her office in Dendermonde knows her by a bis number, and the register replaces it.</summary>
public sealed class ChantalTests
{
    private const string Bis = "98472899765";

    [Fact]
    public async Task The_register_replaces_her_number_and_an_officer_can_undo_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, dendermonde, register) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-dendermonde"), await gateway.OfficeAsync("ksz"));
        using var dora = await gateway.UserAsync("dora", UserRoles.Dpo);
        var number = People.Insz();
        await dendermonde.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), Bis, "42006"));
        (await vdab.NewAsync()).ShouldHaveSingleItem().ToJsonString().ShouldContain(Bis);
        // A namesake, born on the same day: the office knows her by another number.
        var namesake = People.Insz();
        await dendermonde.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), namesake, "42006"));
        await vdab.NewAsync();

        // The office itself says so: nothing is replaced, and it is told why.
        var claimed = await dendermonde.TellAsync(gateway, "client.changed", Bis, Replaced(number));
        Town.Reasons(claimed).ShouldBe(["not-a-register"]);
        (await vdab.NewAsync()).ShouldBeEmpty();

        // The register says so: who has her is corrected, with the new number first and the old one as cancelled.
        var noticed = await register.TellAsync(gateway, "client.changed", Bis, Replaced(number));
        Town.Reasons(noticed).ShouldBe([null]);
        var corrected = (await vdab.NewAsync()).ShouldHaveSingleItem();
        corrected["type"]!.GetValue<string>().ShouldBe("referral.handover");
        var text = corrected.ToJsonString();
        text.ShouldContain(number);
        text.ShouldNotContain(namesake);
        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "ocmw-dendermonde" && c.LinkedTo != null))).ShouldBe(0);

        // From now on the office speaks of her under either number: it is one client.
        await dendermonde.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), number, "42006"));
        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "ocmw-dendermonde"))).ShouldBe(2, "she and her namesake");
        await vdab.NewAsync();

        // Back, or in a circle, it does not go.
        Town.Reasons(await register.TellAsync(gateway, "client.changed", number, Replaced(Bis))).ShouldBe(["replaced-in-circle"]);

        // It was a mistake: an officer undoes it, and the office that was corrected is corrected back.
        using var undone = await UnlinkAsync(dora, "ocmw-dendermonde", Bis);
        (undone.StatusCode, JsonNode.Parse(await undone.Content.ReadAsStringAsync())!["told"]!.GetValue<int>()).ShouldBe((HttpStatusCode.OK, 2));
        await gateway.QuietAsync();
        var back = await vdab.NewAsync();
        back.Count.ShouldBe(2);
        back[0].ToJsonString().ShouldNotContain(number);
        using var again = await UnlinkAsync(dora, "ocmw-dendermonde", Bis);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "privacy.link-undone"))).ShouldBe(1);
    }

    private static JsonObject Replaced(string by) => new() { ["replacedBy"] = by };

    private static Task<HttpResponseMessage> UnlinkAsync(HttpClient user, string agency, string number) =>
        user.PostAsJsonAsync(new Uri("/v1/clients/unlink", UriKind.Relative), new { agency, scheme = "insz", number });
}
