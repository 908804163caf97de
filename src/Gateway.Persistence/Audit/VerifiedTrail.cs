using Gateway.Core.Operating;

namespace Gateway.Persistence.Audit;

/// <summary>
/// The audit trail recomputed from its beginning, at most once in ten minutes: with millions of entries that takes a while,
/// and several may ask at once.
/// </summary>
/// <param name="chain">Chain.</param>
/// <param name="machine">Machine time.</param>
internal sealed class VerifiedTrail(AuditChain chain, TimeProvider machine)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private TrailState? _last;

    internal async Task<TrailState> ReadAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && machine.GetUtcNow() - last.VerifiedAt < Holds)
                return last;
            var found = await chain.VerifyAsync(heads: null, cancellation);
            return _last = new TrailState(machine.GetUtcNow(), found.SealedThrough, found.Broken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
