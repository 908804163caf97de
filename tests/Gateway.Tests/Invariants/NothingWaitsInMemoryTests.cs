using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>
/// Invariant 4: nothing waits in memory. The process is caught with work in its hands; what lies on disk at that moment
/// is all that the next one gets.
/// </summary>
public sealed class NothingWaitsInMemoryTests
{
    [Theory]
    [InlineData(StageNames.Translation)]
    [InlineData(StageNames.Referral)]
    [InlineData(StageNames.Delivery)]
    [InlineData(StageNames.Outcome)]
    public async Task What_a_stage_had_in_its_hands_is_done_by_the_next_process(string stage)
    {
        using var left = new TempFolder();
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz, town: "42006");
        await CatchAsync(stage, referral, insz, left.Path);

        await using var next = await RunningGateway.StartAsync(left.Path);
        await next.QuietAsync();

        var handover = await next.ReadAsync(s => s.Handovers.SingleAsync());
        if (stage != StageNames.Outcome)
        {
            var office = await next.OfficeAsync("ocmw-dendermonde");
            await office.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Id.ToString("D"), insz, "received", "42006"));
        }

        Vdab.Statuses(await (await next.OfficeAsync("vdab")).NewAsync(), referral).ShouldBe(["received"]);
        var files = Directory.GetFiles(Path.Combine(left.Path, "outbox", "ocmw-dendermonde"));
        files.Select(f => Handover.Of(File.ReadAllText(f)).Step).Order().ShouldBe(["1", "2"]);
        (await next.ReadAsync(s => s.Disclosures.CountAsync(d => d.Recipient == "ocmw-dendermonde"))).ShouldBe(2);
    }

    private static async Task CatchAsync(string stage, System.Text.Json.Nodes.JsonObject referral, string insz, string left)
    {
        var held = new HeldStage(stage);
        await using var gateway = await RunningGateway.StartAsync(further: services =>
        {
            held.Register(services);
            // Nothing may write while the folder is copied.
            services.Configure<AuditOptions>(o => o.SealEvery = TimeSpan.FromHours(1));
        });
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, referral);
        if (stage == StageNames.Outcome)
        {
            await gateway.QuietAsync();
            var handover = await gateway.ReadAsync(s => s.Handovers.SingleAsync());
            await (await gateway.OfficeAsync("ocmw-dendermonde")).SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Id.ToString("D"), insz, "received", "42006"));
        }

        await held.Reached;
        TempFolder.Copy(gateway.Data, left);
        Directory.CreateDirectory(Path.Combine(left, "outbox"));
        held.LetGo();
    }
}
