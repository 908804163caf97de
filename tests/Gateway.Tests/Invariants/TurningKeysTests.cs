using System.Text;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Keys turn while records arrive: no client is found twice or missed, and nothing is lost.</summary>
public sealed class TurningKeysTests
{
    [Fact]
    public async Task Records_that_arrive_while_both_keys_turn_find_their_client_once()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var people = Enumerable.Range(0, 8).Select(_ => People.Insz()).ToList();
        var referrals = people.SelectMany(insz => Enumerable.Range(0, 4).Select(_ => Vdab.Referral(insz: insz))).ToList();
        var (indexes, masters) = (gateway.Services.GetRequiredService<IndexRotation>(), gateway.Services.GetRequiredService<MasterRotation>());
        var first = await vdab.SubmitAsync(Vdab.Profile, referrals[0], key: "first");

        var arriving = Parallel.ForEachAsync(referrals.Skip(1), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (referral, _) => await vdab.SubmitAsync(Vdab.Profile, referral));
        (await indexes.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        (await masters.AskAsync(null, "test", CancellationToken.None)).Refused.ShouldBeNull();
        await arriving;
        await gateway.QuietAsync();

        var known = await gateway.ReadAsync(s => s.Records.Where(r => r.Agency == "vdab").Select(r => r.ClientId).Distinct().CountAsync());
        known.ShouldBe(people.Count);
        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "vdab"))).ShouldBe(people.Count);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(referrals.Count);
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(0, "nothing is parked");

        // The same submission again is the same, and what an office answers finds its handover.
        (await vdab.SubmitAsync(Vdab.Profile, referrals[0], key: "first")).ShouldBe(first);
        var handover = Ocmw.Handovers(await ocmw.NewAsync()).First(h => h.Insz == people[0]);
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, people[0], "received", caseNumber: "D-1"));
        (await gateway.ReadAsync(s => s.Handovers.CountAsync(h => h.AcknowledgedAt != null))).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_rotated_by_one_gateway_is_read_by_the_next()
    {
        var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await gateway.Services.GetRequiredService<MasterRotation>().AskAsync(null, "test", CancellationToken.None);
        await gateway.Services.GetRequiredService<IndexRotation>().AskAsync("test", CancellationToken.None);
        await gateway.AbandonAsync();

        await using var next = await RunningGateway.StartAsync(gateway.Data);
        var again = await next.OfficeAsync("vdab");
        await again.SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        (await next.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "vdab"))).ShouldBe(1);
        (await next.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.WithdrawnAt != null))).ShouldBeGreaterThan(0);
    }
}
