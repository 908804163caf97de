using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Local ladders: each feed counts rungs its own way. What a rung means is read by its declared variant, what is ambiguous or absent
/// stays so, and a service for three municipalities reads all of them in one feed and counts nobody twice.
/// </summary>
public sealed class LaddersTests
{
    private const string Matrix = "zelfredzaamheidsmatrix-kanarie";

    [Fact]
    public async Task A_rung_is_read_by_its_variant_and_is_never_made_up()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");

        // The five-step 4 is rung 5, the half step goes down and is kept as it came, the six rungs are as they are.
        (await ReadAsync("five-step", 4)).ShouldBe("5");
        (await ReadAsync("half-step", 3.5)).ShouldBe("3");
        (await ReadAsync("six-rung", 2)).ShouldBe("2");
        // Two rungs would do: none is picked. And nothing was measured.
        (await ReadAsync("VL-W2", 3)).ShouldBeNullOrEmpty();
        (await ReadAsync(null, null)).ShouldBeNullOrEmpty();

        async Task<string?> ReadAsync(string? variant, double? rung)
        {
            var insz = People.Insz();
            var referral = Vdab.Referral(insz: insz);
            referral.Remove("ladder");
            if (variant is not null)
                referral["ladder"] = new JsonObject { ["measuredOn"] = "2026-03-02", ["variant"] = variant, ["rung"] = rung };
            referral["zrm"] = new JsonObject { ["note"] = Matrix, ["income"] = 2 };
            var settled = await vdab.SettledAsync(Vdab.Profile, referral);
            ((string?)settled["records"]![0]!["state"]).ShouldBe("pending", settled.ToJsonString());
            var handover = Ocmw.Handovers(await leuven.NewAsync()).Single(h => h.Insz == insz);
            handover.Document.Element("Trede").ShouldBeNull("step one carries contact and question");
            await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received", caseNumber: "L-" + insz[^3..]));
            var second = Ocmw.Handovers(await leuven.NewAsync()).Single(h => h.Insz == insz && h.Step == "2");
            second.Document.ToString().ShouldNotContain(Matrix);
            return second.Document.Element("Trede")?.Value;
        }
    }

    [Fact]
    public async Task One_service_of_three_municipalities_reads_one_feed_and_counts_nobody_twice()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var uwv = await gateway.OfficeAsync("uwv");
        var vallei = await gateway.OfficeAsync("isd-vallei");
        string[] towns = ["Ede", "Wageningen", "Barneveld"];
        var numbers = towns.Select(_ => People.Bsn()).ToList();

        var list = string.Join('\n', towns.Select((town, i) => $"WZ-{i};{numbers[i]};{town};{(i == 2 ? "??" : i + 2)};Ja").Prepend("ID_WZ;BSN;Gemeente;Participatieladder;Toestemming"));
        await uwv.SubmitAsync("sonar-export", Encoding.UTF8.GetBytes(list), "text/csv");
        await gateway.QuietAsync();
        // The list comes again a week later, with the same people.
        await uwv.SubmitAsync("sonar-export", Encoding.UTF8.GetBytes(list + "\n"), "text/csv", "again");
        await gateway.QuietAsync();

        var feed = await vallei.NewAsync();
        var handovers = feed.Where(i => (string?)i["type"] == "referral.handover").ToList();
        handovers.Count.ShouldBe(3);
        foreach (var number in numbers)
            handovers.Count(h => h.ToJsonString().Contains(number, StringComparison.Ordinal)).ShouldBe(1, "each client once");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.Collaboration == "isd-vallei"))).ShouldBe(3);
        (await gateway.ReadAsync(s => s.Handovers.CountAsync(h => h.Recipient == "isd-vallei"))).ShouldBe(3);
    }

    [Fact]
    public async Task A_variant_that_nobody_declared_is_set_aside()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        referral["ladder"] = new JsonObject { ["measuredOn"] = "2026-03-02", ["variant"] = "four-step", ["rung"] = 4 };

        var settled = await vdab.SettledAsync(Vdab.Profile, referral);

        var record = settled["records"]![0]!;
        ((string?)record["state"], (string?)record["reason"]!["code"]).ShouldBe(("setAside", "undeclared-ladder-variant"));
    }
}
