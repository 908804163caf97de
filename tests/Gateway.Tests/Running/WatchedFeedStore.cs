using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Running;

/// <summary>The store of feeds, where something of the test's own happens between what was read and what is decided from it.</summary>
/// <param name="store">The gateway's own.</param>
/// <param name="pageRead">Happens after a page of what was released before was read.</param>
/// <param name="headsRead">Happens after what waits was read.</param>
internal sealed class WatchedFeedStore(IFeedStore store, Func<Task> pageRead, Func<Task> headsRead) : IFeedStore
{
    public static void Register(IServiceCollection services, Func<Task> headsRead)
    {
        var own = services.Single(d => d.ServiceType == typeof(IFeedStore));
        services.Remove(own);
        services.AddSingleton<IFeedStore>(p => new WatchedFeedStore((IFeedStore)ActivatorUtilities.CreateInstance(p, own.ImplementationType!), () => Task.CompletedTask, headsRead));
    }

    public async Task<StoredPage> ReadAsync(string agency, long after, int take, CancellationToken cancellation)
    {
        var page = await store.ReadAsync(agency, after, take, cancellation);
        await pageRead();
        return page;
    }

    public async Task<HeadLoad> LoadHeadsAsync(string agency, int most, CancellationToken cancellation)
    {
        var load = await store.LoadHeadsAsync(agency, most, cancellation);
        await headsRead();
        return load;
    }

    public Task<HeadLoad?> LoadHandoverHeadAsync(string agency, Guid handover, CancellationToken cancellation) => store.LoadHandoverHeadAsync(agency, handover, cancellation);

    public Task<HeadLoad?> LoadReferralHeadAsync(string agency, Guid referral, CancellationToken cancellation) => store.LoadReferralHeadAsync(agency, referral, cancellation);

    public Task<Snapshots> LoadReferralUnconfirmedAsync(string agency, Guid referral, CancellationToken cancellation) => store.LoadReferralUnconfirmedAsync(agency, referral, cancellation);

    public Task<AcknowledgeLoad> LoadUnconfirmedAsync(string agency, long position, int most, CancellationToken cancellation) => store.LoadUnconfirmedAsync(agency, position, most, cancellation);

    public Task<Snapshots> LoadUnconfirmedAsync(string agency, Guid handover, CancellationToken cancellation) => store.LoadUnconfirmedAsync(agency, handover, cancellation);

    public Task<ReleaseSnapshots> LoadUnreadableAsync(IReadOnlyList<Guid> deliveries, CancellationToken cancellation) => store.LoadUnreadableAsync(deliveries, cancellation);

    public Task ApplyAsync(Snapshots known, IReadOnlyList<Decision> decisions, IReadOnlyList<FeedChange> feeds, CancellationToken cancellation) => store.ApplyAsync(known, decisions, feeds, cancellation);

    public Task Committed(string agency) => store.Committed(agency);
}
