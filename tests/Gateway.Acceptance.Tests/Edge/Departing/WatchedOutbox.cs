using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>Puts something of the test's own around the sending of an attempt.</summary>
internal sealed class WatchedOutbox(AmqpOutbox outbox, Func<Attempt, Func<Task<AttemptResult>>, Task<AttemptResult>> around) : IOutbound
{
    public ChannelKind Kind => outbox.Kind;

    public TimeSpan Sleep => outbox.Sleep;

    public static void Register(IServiceCollection services, Func<Attempt, Func<Task<AttemptResult>>, Task<AttemptResult>> around)
    {
        services.Remove(services.First(d => d.ServiceType == typeof(IOutbound) && d.ImplementationFactory is not null));
        services.AddSingleton<IOutbound>(p => new WatchedOutbox(p.GetRequiredService<AmqpOutbox>(), around));
    }

    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => outbox.RoomAsync(recipient, onTheWay, cancellation);

    public void Await(string recipient) => outbox.Await(recipient);

    public Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation) => around(attempt, () => outbox.SendAsync(attempt, cancellation));
}

/// <summary>The machine's clock, which a test may put forward; its timers run as ever.</summary>
internal sealed class ForwardTime : TimeProvider
{
    private long _ahead;

    public void Forward(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
