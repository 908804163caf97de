using Gateway.Core.Work;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Work;

/// <summary>A wish to lease due work items.</summary>
/// <param name="Stage">One of <see cref="StageNames"/>.</param>
/// <param name="Most">At most this many, first due first.</param>
/// <param name="Token">Token of the lease.</param>
/// <param name="Now">Machine time: what is due and not leased beyond it may be claimed.</param>
/// <param name="Until">When the lease runs out.</param>
/// <param name="From">Items that became due before are not looked at.</param>
public sealed record WorkClaim(string Stage, int Most, Guid Token, DateTimeOffset Now, DateTimeOffset Until, DateTimeOffset From);
