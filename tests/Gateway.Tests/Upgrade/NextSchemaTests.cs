using System.Text.Json.Nodes;
using Gateway.Persistence;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Upgrade;

/// <summary>A gateway of this release on the schema of a later one: what only adds is served, what removes is refused with a sentence.</summary>
public sealed class NextSchemaTests
{
    [Fact]
    public async Task A_gateway_goes_on_while_a_later_release_expands_the_schema_and_starts_on_it_again()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var (first, second) = (People.Insz(), People.Insz());
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: first));
            await NextSchema.ExpandAsync(gateway.Database);
            await AnsweredAsync(gateway, second);
        }

        await using var again = await RunningGateway.StartAsync(data.Path);
        await AnsweredAsync(again, People.Insz());
        (await again.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(3);
        (await again.ReadAsync(s => s.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM \"Client\" WHERE \"CountedLater\" = 7 AND \"AddedLater\" IS NULL").SingleAsync()))
            .ShouldBe(await again.ReadAsync(s => s.Clients.CountAsync()), "what this release does not write is as the later one made it");
    }

    [Fact]
    public async Task A_gateway_says_that_it_cannot_work_with_what_a_later_release_removed()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            await NextSchema.ExpandAsync(gateway.Database);
            await NextSchema.NoteAsync(gateway.Database, NextSchema.Contraction);
            using var http = new HttpClient { BaseAddress = gateway.Address };
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(a => a.Item1.ShouldBe(503), a => a.Item2.ShouldContain(NextSchema.Contraction));
        }

        (await Should.ThrowAsync<SchemaException>(() => RunningGateway.StartAsync(data.Path))).Message.ShouldContain("Start that version");
        var told = await Verb.RunAsync(data.Path, "migrate");
        told.Code.ShouldBe(1);
        told.Errors.ShouldContain(NextSchema.Contraction);
    }

    private static async Task AnsweredAsync(RunningGateway gateway, string insz)
    {
        var (vdab, ocmw) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral(insz: insz);
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(referral.DeepClone()));
        var handover = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received"));
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["received"]);
    }
}
