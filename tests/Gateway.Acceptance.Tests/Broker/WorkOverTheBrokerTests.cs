using System.Text.Json.Nodes;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Steps go over RabbitMQ as they go in memory.</summary>
[Collection(BrokerCollection.Name)]
public sealed class WorkOverTheBrokerTests(OneBroker broker)
{
    [Fact]
    public async Task A_referral_is_handed_over_answered_and_told_back()
    {
        await using var gateway = await broker.Rabbit.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);

        await vdab.SettledAsync(Vdab.Profile, referral);
        var one = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(one.Ticket, insz, "received"));

        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["received"]);
    }

    [Fact]
    public async Task A_step_that_throws_two_hundred_thousand_characters_is_parked_and_the_stage_goes_on()
    {
        await using var gateway = await broker.Rabbit.StartAsync(services => services.Around(StageNames.Referral, (p, _) => new BatchStage(
            new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => r.Number == 2, () => new InvalidOperationException(new string('x', 200_000))),
            p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>())));
        var vdab = await gateway.OfficeAsync("vdab");

        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(), Vdab.Referral()));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(3);
        (await gateway.ReadAsync(s => s.WorkItems.SingleAsync(t => t.State == WorkItemState.Parked))).ParkedReason!.Length.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_stage_that_throws_two_hundred_thousand_characters_out_of_its_consumer_works_on_the_next_message()
    {
        var thrown = 0;
        await using var gateway = await broker.Rabbit.StartAsync(
            services => services.Around(StageNames.Referral, (_, stage) => new ThrowingOnce(stage, () => Interlocked.Exchange(ref thrown, 1) == 0)),
            ("Gateway:Relay:Lease", "00:00:01"));
        var vdab = await gateway.OfficeAsync("vdab");

        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        thrown.ShouldBe(1);
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(2);
    }

    private sealed class ThrowingOnce(IStage stage, Func<bool> throws) : IStage
    {
        public string Name => stage.Name;

        public Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
            throws() ? throw new InvalidOperationException(new string('x', 200_000)) : stage.WorkAsync(token, ids, cancellation);
    }
}
