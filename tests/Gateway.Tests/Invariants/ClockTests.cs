using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 14: two clocks. Deadlines run on the domain's, leases on the machine's.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task The_acknowledgement_clock_counts_three_working_days_over_a_weekend_and_Easter_Monday()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 4, 3, 15, 0, 0, TimeSpan.Zero)); // a Friday; Monday is Easter Monday
        await using var gateway = await RunningGateway.StartAsync(time: time);
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);

        time.SetUtcNow(new DateTimeOffset(2026, 4, 9, 23, 59, 59, TimeSpan.FromHours(2)));
        await gateway.QuietAsync();
        (await vdab.NewAsync()).ShouldBeEmpty("the ninth is the third working day");
        time.SetUtcNow(new DateTimeOffset(2026, 4, 10, 0, 0, 0, TimeSpan.FromHours(2)));
        await gateway.QuietAsync();

        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["contact-gateway-desk"]);
        var item = await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.Overdue));
        item.Agency.ShouldBe("gateway", "whether an office was asked at all is not for the sender to see");
        StoredSentence.Read(item.Text).ToString().ShouldContain("+32 16 00 00 01");
    }

    [Fact]
    public async Task A_year_that_passes_for_the_domain_takes_no_lease_away()
    {
        var held = new HeldStage(StageNames.Referral);
        await using var gateway = await RunningGateway.StartAsync(further: held.Register);
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
        await held.Reached;
        var before = await gateway.ReadAsync(s => s.WorkItems.AsNoTracking().SingleAsync(t => t.Stage == StageNames.Referral));

        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddYears(1));
        held.LetGo();
        await gateway.QuietAsync();

        before.LeasedUntil!.Value.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(3), "a lease is machine time");
        (before.Attempts, held.Messages).ShouldBe((1, 1), "nobody leased it a second time");
        // What is done has no row. The year makes work of its own, which may come a moment later and is done as well.
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.WorkItems.CountAsync()) == 0);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
    }
}
