using Gateway.Persistence;

namespace Gateway.Store.Tests.Retention;

/// <summary>A database in which something else is committed between what the first transaction has read and what it writes.</summary>
internal sealed class MeetingDatabase(IGatewayDatabase inner, Func<Task> meanwhile) : WrappedDatabase(inner)
{
    private int _met;

    /// <summary>Whether the next transaction is the one that is met: a process that is only being opened writes too.</summary>
    internal bool IsOn { get; set; } = true;

    public override async Task<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        if (IsOn && Interlocked.Exchange(ref _met, 1) == 0)
            await meanwhile();
        return await base.EnterWriteAsync(cancellation);
    }
}
