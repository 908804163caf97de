using Gateway.Persistence;

namespace Gateway.Store.Tests;

/// <summary>A database of a process that is killed when it begins one transaction more than it may.</summary>
internal sealed class EndingDatabase(IGatewayDatabase inner, int transactions) : WrappedDatabase(inner)
{
    private int _begun;

    public override Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => Interlocked.Increment(ref _begun) > transactions
        ? throw new InvalidOperationException("Killed.")
        : base.EnterWriteAsync(cancellation);
}
