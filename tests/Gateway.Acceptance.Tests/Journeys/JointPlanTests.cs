using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// A joint plan from outside: the welfare office asks a training of the employment service and a course of a provider. Both leads see
/// the whole, each in the form it has a place for; the provider sees its appointment.
/// </summary>
public sealed class JointPlanTests
{
    [Fact]
    public async Task Both_leads_see_the_plan_as_far_as_they_may_and_the_provider_does_not()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var course = await gateway.OfficeAsync("vzw-digiwijs");
        var insz = People.Insz();
        var referral = Ocmw.Referral(People.Ticket(), insz);
        referral.Element("Vraag")!.Add(new XElement("CdDienst", "NGO_DIGITAL_SKILLS"));

        await leuven.SettledAsync(Ocmw.ReferralProfile, referral);

        // The handover comes before the plan, in the employment service's own format.
        var first = await vdab.NewAsync();
        first.Select(i => i["type"]!.GetValue<string>()).ShouldBe(["referral.handover", "plan.changed"]);
        var ticket = first[0]["data"]!["message"]!["ticket"]!.GetValue<string>();
        var plan = first[1]["data"]!;
        (plan["message"]!["type"]!.GetValue<string>(), plan["message"]!["inReplyTo"]!.GetValue<string>()).ShouldBe(("plan", ticket));
        Parts(plan["plan"]!["parts"]!, "org").ShouldBe(["NGO_DIGITAL_SKILLS pending OCMW", "PES_TRAINING pending VDAB"], ignoreOrder: true);
        (await leuven.NewAsync()).Count(i => i["type"]!.GetValue<string>() == "plan.changed").ShouldBe(1);
        (await course.NewAsync()).Select(i => i["type"]!.GetValue<string>()).ShouldBe(["referral.handover"]);

        // The employment service accepts, sets the goal and says what comes next: the welfare office reads it in its own format.
        var reply = Vdab.Reply(ticket, insz, "accepted");
        reply["reply"]!["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "TOGETHER" };
        reply["reply"]!["nextStep"] = "PES_JOB_COACHING";
        reply["reply"]!["reason"] = "kanarie-reden";
        await vdab.SettledAsync(Vdab.Profile, reply);
        var seen = Ocmw.Documents(await leuven.NewAsync(), "plan.changed")[^1];
        seen.Element("Doel")!.Element("Cd")!.Value.ShouldBe("WORK");
        var training = seen.Elements("Deel").Single(p => p.Element("CdDienst")!.Value == "PES_TRAINING");
        (training.Element("CdStand")!.Value, training.Element("CdVolgendeStap")!.Value).ShouldBe(("accepted", "PES_JOB_COACHING"));
        training.Element("Trekker")!.Element("Telefoon")!.Value.ShouldBe("+32 2 000 00 10");

        // The provider begins: the employment service learns that the part runs and who leads it, and not where.
        var handed = JsonNode.Parse((await course.FeedTextAsync()))!["items"]![0]!["data"]!["ticket"]!.GetValue<string>();
        await course.SettledAsync(Cloud.Profile, Cloud.Reply("vzw-digiwijs", handed, "in-service"));
        var later = (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!;
        Parts(later["plan"]!["parts"]!, "org").ShouldBe(["NGO_DIGITAL_SKILLS in-service OCMW", "PES_TRAINING accepted VDAB"], ignoreOrder: true);

        // No lead reads a benefit, a reason, a number of the client or the provider's name in it.
        foreach (var text in (await vdab.FeedTextAsync()).Split("\"plan.changed\"").Skip(1).Append(seen.ToString()))
        {
            foreach (var never in new[] { "kanarie", "digiwijs", "LEEFLOON", insz })
                text.ShouldNotContain(never);
        }

        // A goal that the other office would change stays, and it is told so.
        var changed = Cloud.Reply("vzw-digiwijs", handed, "step-recorded");
        changed["data"]!["goal"] = new JsonObject { ["code"] = "CARE" };
        var answered = await course.SettledAsync(Cloud.Profile, changed);
        answered["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("goal-not-yours");
    }

    private static IEnumerable<string> Parts(JsonNode parts, string office) =>
        parts.AsArray().Select(p => $"{p!["services"]![0]} {p["state"]} {p["lead"]![office]!.GetValue<string>().Split(' ', '-')[0].ToUpperInvariant()}");
}
