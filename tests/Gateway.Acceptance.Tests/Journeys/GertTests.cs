using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Gert, Leuven: he misses the first day, is ill, comes back, and stops later. The office records why; the employment service learns
/// where it stands and no more, and the control service nothing at all.
/// </summary>
public sealed class GertTests
{
    [Fact]
    public async Task He_misses_a_day_is_ill_and_stops_later_and_nobody_else_learns_why()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var control = await gateway.OfficeAsync(Control.Agency);
        using var viewer = await UserAsync(gateway, "vera");
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await leuven.NewAsync()).ShouldHaveSingleItem().Ticket;
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "received", caseNumber: "G-8"));
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "accepted"));
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["received", "accepted"]);

        // He misses day one: the office has a task for the same day, and VDAB hears nothing.
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "no-show", "verslapen-kanarie"));
        (await TasksAsync(viewer)).ShouldContain(("ocmw-leuven", "call-after-no-show"));
        (await vdab.NewAsync()).ShouldBeEmpty();

        // Day two: he was ill, and proves it. The place is held. Words in place of a code interrupt nothing, and the office is told so.
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(1));
        var words = await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "paused", "griep-kanarie"));
        words["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("pause-reason-missing");
        (await vdab.NewAsync()).ShouldBeEmpty();
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "paused", "ABSENCE_JUSTIFIED"));
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["paused"]);
        var twice = await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "paused", "ABSENCE_JUSTIFIED"));
        twice["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("paused-already");
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "resumed"));
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["accepted"]);
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(handover, insz, "in-service"));
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["in-service"]);

        // Later he stops. The office records why, measures the ladder again, and proposes what comes next.
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(40));
        var stopped = Answer(handover, insz, "dropped-out", "vertrouwen-kanarie", next: "LADDER_AGAIN");
        stopped.Add(new XElement("Ladder", new XAttribute("datMeting", "20260420"), new XAttribute("variant", "six-rung"), new XElement("Trede", "2")));
        await leuven.SettledAsync(Ocmw.ResultProfile, stopped);
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["ended"], "and not why");

        // A next step is known: nobody is asked for one, however long it takes.
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(30));
        await gateway.QuietAsync();
        (await TasksAsync(viewer)).ShouldNotContain(("ocmw-leuven", "next-step-missing"));

        // Without one, the office is asked.
        var other = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, other);
        var second = Ocmw.Handovers(await leuven.NewAsync()).Last().Ticket;
        await leuven.SettledAsync(Ocmw.ResultProfile, Answer(second, other["person"]!["insz"]!.GetValue<string>(), "completed"));
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(10));
        await gateway.UntilAsync(async () => (await TasksAsync(viewer)).Contains(("ocmw-leuven", "next-step-missing")));

        // Nothing of it reached the employment service beside the statuses, nor the control side.
        var told = await vdab.FeedTextAsync();
        foreach (var never in new[] { "kanarie", "ABSENCE_JUSTIFIED", "LADDER_AGAIN", "no-show", "G-8" })
            told.ShouldNotContain(never);
        (await control.NewAsync()).ShouldBeEmpty();
        (await Control.FeedAsync(control)).ShouldBeEmpty();
    }

    private static XElement Answer(string handover, string insz, string outcome, string? reason = null, string? next = null, string? caseNumber = null)
    {
        var reply = Ocmw.Reply(handover, insz, outcome, caseNumber: caseNumber);
        if (reason is not null)
            reply.Element("Intake")!.Add(new XElement("CdReden", reason));
        if (next is not null)
            reply.Element("Intake")!.Add(new XElement("CdVolgendeStap", next));
        return reply;
    }

    private static async Task<HttpClient> UserAsync(RunningGateway gateway, string name)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, UserRoles.Viewer, null), "test", CancellationToken.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made!.Value.Key);
        return http;
    }

    private static async Task<IReadOnlyList<(string Agency, string Code)>> TasksAsync(HttpClient viewer) =>
        [.. JsonNode.Parse(await viewer.GetStringAsync(new Uri("/v1/causes", UriKind.Relative)))!["items"]!.AsArray().Select(c => (c!["agency"]!.GetValue<string>(), c["code"]!.GetValue<string>()))];
}
