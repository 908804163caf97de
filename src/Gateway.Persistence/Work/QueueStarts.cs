using System.Collections.Concurrent;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Work;

/// <summary>
/// Where queues begin. While any transaction is open on a server, the server keeps all rows that were changed or deleted since, and a query for
/// the first row that waits reads all of them. So a look begins where the queue began at the last look. Every one to thirty seconds
/// a look reads the whole queue: it finds rows that wait again, and those that were committed late. Until then a look may miss
/// such a row, so no rule may depend on having seen all of them.
/// </summary>
/// <param name="machine">Machine time: keys and due moments run on it.</param>
public sealed class QueueStarts(TimeProvider machine)
{
    /// <summary>Whole looks take a hundredth of the time, within these bounds.</summary>
    private const int Share = 100;

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    /// <summary>A look begins earlier by as much: keys are made before they are committed, and clocks of processes differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Start> _starts = new(StringComparer.Ordinal);

    /// <summary>Begins a look at a queue.</summary>
    /// <param name="queue">Name of the queue.</param>
    public Look Begin(string queue)
    {
        var start = _starts.GetOrAdd(queue, _ => new Start());
        lock (start)
            return new Look(machine, start, start.WholeAgain is { } again && machine.GetTimestamp() < again ? start.From : null);
    }

    /// <summary>The next look at each queue is a whole one: the machine's clock was set.</summary>
    public void Reset() => _starts.Clear();

    internal sealed class Start
    {
        public DateTimeOffset From { get; set; }

        /// <summary>Timestamp from which on the next look is a whole one; null: none was one yet.</summary>
        public long? WholeAgain { get; set; }
    }

    /// <summary>One look at a queue.</summary>
    public readonly struct Look
    {
        private readonly TimeProvider _machine;
        private readonly Start _start;
        private readonly long _timestamp;
        private readonly DateTimeOffset _began;

        internal Look(TimeProvider machine, Start start, DateTimeOffset? from)
        {
            (_machine, _start, IsWhole, From) = (machine, start, from is null, from ?? DateTimeOffset.UnixEpoch);
            (_timestamp, _began) = (machine.GetTimestamp(), machine.GetUtcNow());
        }

        /// <summary>All of the queue is looked through.</summary>
        public bool IsWhole { get; }

        /// <summary>Rows that became due, or whose keys were made, before this instant are not looked at.</summary>
        public DateTimeOffset From { get; }

        /// <summary>The same as a key.</summary>
        public Guid FromKey => IsWhole ? Guid.Empty : KeySequence.FirstOf(From);

        /// <summary>The look has ended: the next one may begin at what was found.</summary>
        /// <param name="first">When the first row that was found became due, or its key was made; null: there was none.</param>
        public void Ended(DateTimeOffset? first)
        {
            var from = (first is { } at && at < _began ? at : _began) - Margin;
            var (now, took) = (_machine.GetTimestamp(), _machine.GetElapsedTime(_timestamp));
            lock (_start)
            {
                if (IsWhole)
                {
                    var pause = TimeSpan.FromTicks(Math.Clamp(took.Ticks * Share, Soonest.Ticks, Latest.Ticks));
                    (_start.From, _start.WholeAgain) = (from, now + (long)(pause.TotalSeconds * _machine.TimestampFrequency));
                }
                else if (from > _start.From)
                {
                    _start.From = from;
                }
            }
        }
    }
}
