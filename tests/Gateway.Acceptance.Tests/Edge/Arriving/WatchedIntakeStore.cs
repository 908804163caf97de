using Gateway.Core.Intake;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Arriving;

/// <summary>The store of intake, and what a test does before submissions are loaded for their commit.</summary>
internal sealed class WatchedIntakeStore(IIntakeStore store, Func<IIntakeStore, IReadOnlyList<NewSubmission>, Task> before) : IIntakeStore
{
    /// <param name="services">The gateway's services.</param>
    /// <param name="started">Is given them when the store is made.</param>
    /// <param name="before">Runs before each load.</param>
    public static void Register(IServiceCollection services, Action<IServiceProvider> started, Func<IIntakeStore, IReadOnlyList<NewSubmission>, Task> before)
    {
        var registered = services.Single(d => d.ServiceType == typeof(IIntakeStore));
        services.Remove(registered);
        services.AddSingleton<IIntakeStore>(p =>
        {
            started(p);
            return new WatchedIntakeStore((IIntakeStore)ActivatorUtilities.CreateInstance(p, registered.ImplementationType!), before);
        });
    }

    public async Task<IntakeSnapshots> LoadAsync(IReadOnlyList<NewSubmission> group, CancellationToken cancellation)
    {
        await before(store, group);
        return await store.LoadAsync(group, cancellation);
    }

    public Task AcceptAsync(IntakeSnapshots known, IReadOnlyList<Decision> decisions, CancellationToken cancellation) => store.AcceptAsync(known, decisions, cancellation);
}
