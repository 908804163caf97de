using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>Gert, Leuven: he misses his first day, and his case worker tries to reach him the same day.</summary>
public sealed class GertFirstDayTests
{
    [Fact]
    public async Task He_misses_day_one_and_the_office_has_a_task_of_the_same_day_with_its_attempts()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, handover.Insz, "accepted"));
        await vdab.NewAsync();

        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, handover.Insz, "no-show"));

        var told = Ocmw.Documents(await leuven.NewAsync(), EventTypes.TaskChanged).Single();
        (told.Element("CdReden")!.Value, told.Element("UiterlijkOp")!.Value, told.Element("Header")!.Element("InReplyTo")!.Value).ShouldBe(("call-after-no-show", "20260310", handover.Ticket));
        var task = "/v1/tasks/" + told.Element("Nr")!.Value;
        (await PostAsync(leuven, task + "/claim", new JsonObject { ["by"] = "intake" })).ShouldBe("claimed");
        (await PostAsync(leuven, task + "/attempts", new JsonObject { ["number"] = 1, ["result"] = "no-answer", ["by"] = "intake" })).ShouldBe("claimed");
        (await PostAsync(leuven, task + "/attempts", new JsonObject { ["number"] = 2, ["result"] = "reached", ["by"] = "intake" })).ShouldBe("claimed");
        var after = JsonNode.Parse(await leuven.Http.GetStringAsync(task))!;
        ((int)after["attempts"]!, (string?)after["attemptResult"]).ShouldBe((2, "reached"));
        (await PostAsync(leuven, task + "/close", new JsonObject { ["outcome"] = "done", ["by"] = "intake" })).ShouldBe("closed");

        // The place is held: whoever referred learns nothing of the day he missed.
        await gateway.QuietAsync();
        (await vdab.NewAsync()).ShouldBeEmpty();
        JsonNode.Parse(await vdab.Http.GetStringAsync("/v1/tasks"))!["items"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task<string?> PostAsync(Office office, string path, JsonObject body)
    {
        using var answer = await office.Http.PostAsJsonAsync(path, body);
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["state"];
    }
}
