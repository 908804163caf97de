using System.Globalization;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Broker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>However often the broker was away before, work goes on within seconds of its return.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerRecoveryTests(OneBroker broker, ITestOutputHelper output)
{
    /// <summary>The watch calls every second, the bus a second after it was reached, the relay looks twice a second; the rest is the machine's.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("killed", 3)]
    [InlineData("connections closed", 5)]
    public async Task The_last_outage_is_got_over_as_fast_as_the_first(string how, int outages)
    {
        using var captured = new Captured();
        await using var gateway = await broker.Rabbit.StartAsync(s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>("MassTransit", LogLevel.Warning)));
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        List<TimeSpan> took = [];
        for (var outage = 1; outage <= outages; outage++)
        {
            if (how == "killed")
                await broker.Rabbit.KillAsync(CancellationToken.None);
            else
                await broker.Rabbit.ControlAsync(CancellationToken.None, "close_all_connections", "test");
            await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral());
            if (how == "killed")
                await broker.Rabbit.StartAsync(CancellationToken.None);
            var back = TimeProvider.System.GetTimestamp();
            while (await gateway.ReadAsync(s => s.Handovers.CountAsync()) <= outage && TimeProvider.System.GetElapsedTime(back) < TimeSpan.FromMinutes(2))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            took.Add(TimeProvider.System.GetElapsedTime(back));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Outage {outage} ({how}): work was done {took[^1].TotalSeconds:F1} s after the broker was there again."));
        }

        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Parked))).ShouldBe(0);
        gateway.Services.GetRequiredService<BrokerWatch>().View.Problem.ShouldBeNull();
        // After each call that fails the bus waits longer, for the life of the process.
        captured.Lines.ShouldAllBe(l => !l.Contains("Connection Failed", StringComparison.Ordinal));
        took.ShouldAllBe(t => t < Bound, string.Join(", ", took.Select(t => t.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture))));
    }
}
