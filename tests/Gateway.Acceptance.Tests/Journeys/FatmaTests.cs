using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Fatma, Tielt: her handover is not acknowledged. The office collects files; everything else is asked from outside, by HTTP and
/// on the pages.
/// </summary>
public sealed class FatmaTests
{
    [Fact]
    public async Task Her_handover_is_not_acknowledged_it_comes_again_and_the_functions_of_the_office_are_asked_one_after_the_other()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, tielt) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-tielt"));
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator | UserRoles.Viewer);
        using var desk = await UserAsync(gateway, "vera", UserRoles.Viewer);
        var referral = Vdab.Referral(town: "37015");
        var insz = (string)referral["person"]!["insz"]!;

        // The retired code is followed, and the decision says so.
        var submission = await vdab.SettledAsync(Vdab.Profile, referral);
        var id = (string)submission["records"]![0]!["referralIds"]![0]!;
        (await otto.GetAsync("/dashboard/referrals/" + id)).Text.ShouldContain("37015->37022");
        var handover = Files(gateway).ShouldHaveSingleItem();
        var first = await File.ReadAllBytesAsync(handover);
        var ticket = XElement.Parse(System.Text.Encoding.UTF8.GetString(first)).Element("Header")!.Element("Ticket")!.Value;
        File.Delete(handover);
        (await TasksAsync(vdab)).ShouldBeEmpty();

        // Three working days without a receipt: her counsellor has a task and stays in charge, and the handover comes again.
        await ToAsync(gateway, new DateTimeOffset(2026, 3, 14, 1, 0, 0, TimeSpan.Zero));
        var mine = (await TasksAsync(vdab)).ShouldHaveSingleItem()!;
        ((string?)mine["code"], (string?)mine["referralId"], (string?)mine["handoverId"]).ShouldBe(("referral-unanswered", id, null));
        ((string)mine["sentence"]!).ShouldContain("U blijft verantwoordelijk");
        (await vdab.NewAsync()).Select(i => (string?)i["type"]).ShouldBe([EventTypes.ReferralStatusChanged, EventTypes.TaskChanged], ignoreOrder: true);
        (await File.ReadAllBytesAsync(Files(gateway).Where(f => f == handover).ShouldHaveSingleItem("the same id"))).ShouldBe(first);
        (await CausesAsync(desk)).ShouldContain(("vdab", "referral-unanswered"));
        (await CausesAsync(desk)).ShouldNotContain(("gateway", "not-acknowledged"), "the office's own functions are asked first");

        // One function after the other is asked; the office keeps its task. Last comes the desk, which calls the duty contact.
        (await AskedAsync(tielt)).ShouldBe((0, null));
        await ToAsync(gateway, new DateTimeOffset(2026, 3, 17, 1, 0, 0, TimeSpan.Zero));
        (await AskedAsync(tielt)).ShouldBe((1, "onthaal sociale dienst"));
        await ToAsync(gateway, new DateTimeOffset(2026, 3, 20, 1, 0, 0, TimeSpan.Zero));
        (await AskedAsync(tielt)).ShouldBe((2, "hoofd sociale dienst"));
        await ToAsync(gateway, new DateTimeOffset(2026, 3, 25, 1, 0, 0, TimeSpan.Zero));
        (await AskedAsync(tielt)).ShouldBe((3, null));
        (await CausesAsync(desk)).ShouldContain(("gateway", "not-acknowledged"));
        (await otto.GetAsync("/dashboard/worklists/overdue/gateway/not-acknowledged")).Text.ShouldContain("hoofd sociale dienst");
        TasksTold(gateway).Select(t => t.Element("GevraagdAan")?.Value).ShouldContain("hoofd sociale dienst");

        // The office accepts late: everybody is done, and there is one case.
        await tielt.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(ticket, insz, "accepted", town: "37022"));
        (await TasksAsync(vdab)).ShouldBeEmpty();
        (await TasksAsync(tielt)).ShouldBeEmpty();
        (await CausesAsync(desk)).ShouldBeEmpty();
        (await vdab.ReferralAsync(Guid.Parse(id)))["parts"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_acceptance_that_comes_after_she_was_referred_elsewhere_makes_no_second_case()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, tielt, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-tielt"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral(town: "37015");
        var insz = (string)referral["person"]!["insz"]!;
        await vdab.SettledAsync(Vdab.Profile, referral);
        var old = XElement.Parse(await File.ReadAllTextAsync(Files(gateway).Single())).Element("Header")!.Element("Ticket")!.Value;
        await ToAsync(gateway, new DateTimeOffset(2026, 3, 14, 1, 0, 0, TimeSpan.Zero));

        // She moved: VDAB takes the referral back and refers her to the office of her new town.
        await vdab.SettledAsync(Vdab.Profile, new JsonObject
        {
            ["message"] = Vdab.Message("recall", People.Ticket(), Vdab.TicketOf(referral), "2026-03-14T00:30:00Z"),
            ["person"] = new JsonObject { ["insz"] = insz },
        });
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "24062"));
        var anew = Ocmw.Handovers(await leuven.NewAsync()).ShouldHaveSingleItem();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(anew.Ticket, insz, "accepted"));
        await vdab.NewAsync();

        await tielt.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(old, insz, "accepted", town: "37022"));

        (await vdab.NewAsync()).Where(i => (string?)i["type"] == EventTypes.ReferralStatusChanged).ShouldBeEmpty("nothing new is told of a referral that was taken back");
        Ocmw.Handovers(await leuven.NewAsync()).ShouldBeEmpty();
        (await TasksAsync(tielt)).ShouldBeEmpty();
    }

    private static string[] Files(RunningGateway gateway) => Directory.GetFiles(Path.Combine(gateway.Data, "outbox", "ocmw-tielt"), "*.xml");

    private static IEnumerable<XElement> TasksTold(RunningGateway gateway) => Files(gateway).Select(f => XElement.Parse(File.ReadAllText(f))).Where(d => d.Name.LocalName == "Taak");

    private static async Task ToAsync(RunningGateway gateway, DateTimeOffset time)
    {
        gateway.Time.SetUtcNow(time);
        await gateway.QuietAsync();
    }

    private static async Task<JsonArray> TasksAsync(Office office) => JsonNode.Parse(await office.Http.GetStringAsync("/v1/tasks"))!["items"]!.AsArray();

    private static async Task<(int Step, string? AskedOf)> AskedAsync(Office office)
    {
        var task = (await TasksAsync(office)).ShouldHaveSingleItem()!;
        return ((int)task["wentUp"]!, (string?)task["askedOf"]);
    }

    private static async Task<HttpClient> UserAsync(RunningGateway gateway, string name, UserRoles roles)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made!.Value.Key);
        return http;
    }

    private static async Task<IReadOnlyList<(string Agency, string Code)>> CausesAsync(HttpClient viewer) =>
        [.. JsonNode.Parse(await viewer.GetStringAsync(new Uri("/v1/causes", UriKind.Relative)))!["items"]!.AsArray().Select(c => (c!["agency"]!.GetValue<string>(), c["code"]!.GetValue<string>()))];
}
