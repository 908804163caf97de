using System.Threading.Channels;
using Gateway.Core.Work;
using Gateway.Workers.Relay;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Stages;

/// <summary>
/// Queues of this process's stages, in memory: what lies in them is leased in the store. They take work only while somebody
/// works on it: before the workers run and after they stop, everything is left to the relay.
/// </summary>
/// <param name="roles">Roles of this process.</param>
/// <param name="options">Whether work is handed over directly, and how long a lease holds.</param>
/// <param name="keys">Gives the token of the leases.</param>
internal sealed class LocalStages(Roles roles, IOptions<RelayOptions> options, IKeys keys) : ILocalStages
{
    /// <summary>Work items of a stage that this process keeps for itself at most; others may take the rest.</summary>
    private const int Room = 800;

    private readonly Dictionary<string, Queue> _queues = (options.Value.Direct ? roles.Stages : []).ToDictionary(s => s, _ => new Queue(), StringComparer.Ordinal);

    private volatile bool _open;

    /// <inheritdoc />
    public TimeSpan Lease => options.Value.Lease;

    /// <summary>Stages that have a queue, in the order of a record's way.</summary>
    internal IEnumerable<string> Names => _queues.Keys;

    /// <summary>The lease of everything in this process's queues. Whoever leases an item after it ran out uses another token.</summary>
    internal Guid Token { get; } = keys.Next();

    /// <inheritdoc />
    public Guid? Reserve(string stage, int count) => _open && _queues.TryGetValue(stage, out var queue) && queue.Reserve(count) ? Token : null;

    /// <inheritdoc />
    public void Release(string stage, int count) => _queues[stage].Release(count);

    /// <inheritdoc />
    public void Hand(string stage, IReadOnlyList<Guid> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _queues[stage].Add(ids);
    }

    /// <summary>Begins to take work.</summary>
    internal void Open() => _open = true;

    /// <summary>Takes no more work.</summary>
    internal void Close() => _open = false;

    /// <summary>Waits for work and takes what is there.</summary>
    /// <param name="stage">Stage.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal Task<IReadOnlyList<Guid>> TakeAsync(string stage, int most, CancellationToken cancellation) => _queues[stage].TakeAsync(most, cancellation);

    /// <summary>Takes everything that nobody will work on any more.</summary>
    internal IReadOnlyList<Guid> TakeRest(string stage) => _queues[stage].TakeRest();

    private sealed class Queue
    {
        private readonly Channel<IReadOnlyList<Guid>> _commits = Channel.CreateUnbounded<IReadOnlyList<Guid>>();
        private readonly Lock _taking = new();
        private int _reserved;

        internal bool Reserve(int count)
        {
            if (Interlocked.Add(ref _reserved, count) <= Room)
                return true;
            Release(count);
            return false;
        }

        internal void Release(int count) => Interlocked.Add(ref _reserved, -count);

        internal void Add(IReadOnlyList<Guid> ids) => _commits.Writer.TryWrite(ids);

        /// <summary>Takes what one commit made together: another batch would find its order broken, and wait.</summary>
        internal async Task<IReadOnlyList<Guid>> TakeAsync(int most, CancellationToken cancellation)
        {
            List<Guid> taken = [];
            while (taken.Count == 0)
            {
                await _commits.Reader.WaitToReadAsync(cancellation);
                lock (_taking)
                {
                    while (_commits.Reader.TryPeek(out var next) && (taken.Count == 0 || taken.Count + next.Count <= most) && _commits.Reader.TryRead(out var ids))
                        taken.AddRange(ids);
                }
            }

            Release(taken.Count);
            return taken;
        }

        internal IReadOnlyList<Guid> TakeRest()
        {
            List<Guid> rest = [];
            while (_commits.Reader.TryRead(out var ids))
                rest.AddRange(ids);
            Release(rest.Count);
            return rest;
        }
    }
}
