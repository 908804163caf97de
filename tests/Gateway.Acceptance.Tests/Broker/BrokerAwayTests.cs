using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>The broker is away, for a while or from the start: intake goes on, and the work is done when it is back.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerAwayTests(OneBroker broker, ITestOutputHelper output)
{
    [Fact]
    public async Task Without_a_broker_HTTP_takes_in_and_says_what_is_missing_and_the_work_is_done_when_it_comes()
    {
        await broker.Rabbit.KillAsync(CancellationToken.None);
        await using var gateway = await broker.Rabbit.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");

        var submission = await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral());
        using var answer = await vdab.Http.GetAsync("/health/ready");
        var health = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        await using (var store = gateway.Database.Open())
            (await store.WorkItems.AsNoTracking().SingleAsync()).Attempts.ShouldBe(0, "a lease without a broker would only delay the work");
        await broker.Rabbit.StartAsync(CancellationToken.None);
        await gateway.QuietAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, "whoever calls the API must not be sent away because of the broker");
        var bus = health["parts"]!.AsArray().Single(p => p!["part"]!.GetValue<string>() == "bus")!;
        bus["text"]!.GetValue<string>().ShouldContain("does not answer");
        bus["text"]!.GetValue<string>().ShouldNotContain("guest:guest");
        (await vdab.SubmissionAsync(submission))["records"]![0]!["state"]!.GetValue<string>().ShouldBe("pending");
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_broker_killed_and_started_under_load_loses_nothing()
    {
        await using var gateway = await broker.Rabbit.StartAsync(settings: ("Gateway:Relay:Lease", "00:00:10"));
        var vdab = await gateway.OfficeAsync("vdab");
        var load = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral()));
        });

        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Handovers.AnyAsync()));
        await broker.Rabbit.KillAsync(CancellationToken.None);
        await broker.Rabbit.StartAsync(CancellationToken.None);
        var back = TimeProvider.System.GetTimestamp();
        await load;
        await gateway.QuietAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All work was done {TimeProvider.System.GetElapsedTime(back).TotalSeconds:F1} s after the broker listened again."));

        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(120);
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Parked))).ShouldBe(0);
    }
}
