using Gateway.Contracts;
using Gateway.Workers.Delivery;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>What becomes of an event on its way to the vendor's system.</summary>
internal enum Fate
{
    /// <summary>It goes its way.</summary>
    Passes,

    /// <summary>It does not arrive, and the gateway cannot tell.</summary>
    Lost,

    /// <summary>It arrives twice.</summary>
    Twice,
}

/// <summary>What the vendor's calls of the gateway meet.</summary>
internal enum Weather
{
    /// <summary>The gateway answers.</summary>
    Clear,

    /// <summary>The gateway is away: 503 with Retry-After.</summary>
    Away,

    /// <summary>Submissions are taken in, and the answer is lost.</summary>
    AnswersLost,

    /// <summary>Submissions are refused with 429 and Retry-After.</summary>
    TooMany,
}

/// <summary>An event that left for the vendor's system.</summary>
/// <param name="Event">The event.</param>
/// <param name="Attempt">How it was brought; null: it was read.</param>
/// <param name="Submissions">Submissions of the system that had come before it left for the first time.</param>
internal sealed record Departed(CloudEvent Event, Attempt? Attempt, int Submissions)
{
    /// <summary>The system has it: it answered 2xx, or confirmed its feed. Of a queue and a folder nothing is known.</summary>
    public bool Taken { get; set; }

    /// <summary>Position up to which the system has to confirm its feed.</summary>
    public long? Position { get; set; }
}

/// <summary>An answer of the vendor's system to a handover, as the gateway read it.</summary>
/// <param name="Ticket">Ticket of the answer.</param>
/// <param name="InReplyTo">The handover.</param>
/// <param name="Outcome">Outcome.</param>
internal sealed record VendorAnswer(string Ticket, string InReplyTo, string Outcome);

/// <summary>A submission of the vendor's system.</summary>
/// <param name="Key">Idempotency key, or message-id; null: none was given.</param>
/// <param name="Repeated">The gateway had it already.</param>
/// <param name="Unusable">Code of why nothing could be read in it; null: it could.</param>
/// <param name="Answers">Answers in it.</param>
internal sealed record VendorSubmission(string? Key, bool Repeated, string? Unusable, IReadOnlyList<VendorAnswer> Answers);

/// <summary>
/// The line between the gateway and the vendor's system, seen from the gateway: what left, what came back, and what goes wrong on the
/// way, which a case decides. Everything else is the gateway as it is.
/// </summary>
internal sealed class VendorLine(string vendor, TimeProvider machine)
{
    /// <summary>Clocks and timers are not exact.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Departed> _departed = [];
    private readonly List<VendorSubmission> _submissions = [];
    private readonly Queue<CloudEvent> _further = new();
    private int _refused;
    private long _spokeEarly;
    private DateTimeOffset _quietUntil = DateTimeOffset.UnixEpoch;

    /// <summary>The vendor's agency.</summary>
    internal string Vendor => vendor;

    /// <summary>What becomes of an event.</summary>
    internal Func<CloudEvent, Fate> FateOf { get; set; } = _ => Fate.Passes;

    /// <summary>What the vendor's calls meet.</summary>
    internal Weather Weather { get; set; }

    /// <summary>Calls that were refused since the weather changed.</summary>
    internal int Refused => Volatile.Read(ref _refused);

    /// <summary>Submissions that came before the time that Retry-After had named.</summary>
    internal long SpokeEarly => Interlocked.Read(ref _spokeEarly);

    /// <summary>Everything that left.</summary>
    internal IReadOnlyList<Departed> All
    {
        get
        {
            lock (_lock)
                return [.. _departed];
        }
    }

    /// <summary>Everything that came.</summary>
    internal IReadOnlyList<VendorSubmission> Submissions
    {
        get
        {
            lock (_lock)
                return [.. _submissions];
        }
    }

    /// <summary>Puts everything right again.</summary>
    internal void Clear()
    {
        FateOf = _ => Fate.Passes;
        Weather = Weather.Clear;
        Interlocked.Exchange(ref _refused, 0);
        Interlocked.Exchange(ref _spokeEarly, 0);
    }

    /// <summary>Notes an event that leaves; one that leaves again is the same.</summary>
    internal Departed Note(CloudEvent item, Attempt? attempt)
    {
        lock (_lock)
        {
            if (_departed.Find(d => d.Event.Id == item.Id) is { } known)
                return known;
            var departed = new Departed(item, attempt, _submissions.Count);
            _departed.Add(departed);
            return departed;
        }
    }

    internal void Note(VendorSubmission submission)
    {
        lock (_lock)
            _submissions.Add(submission);
    }

    /// <summary>Puts an event into the vendor's feed beside what the gateway has for it.</summary>
    internal void Add(CloudEvent item)
    {
        lock (_lock)
            _further.Enqueue(item);
    }

    /// <summary>Whether the vendor's system has read all of them.</summary>
    internal bool IsFed
    {
        get
        {
            lock (_lock)
                return _further.Count == 0;
        }
    }

    internal bool TryTake(out CloudEvent? item)
    {
        lock (_lock)
            return _further.TryDequeue(out item);
    }

    /// <summary>The vendor confirmed its feed up to a position.</summary>
    internal void Confirmed(long position)
    {
        lock (_lock)
        {
            foreach (var departed in _departed.Where(d => d.Position <= position))
                departed.Taken = true;
        }
    }

    /// <summary>A call of the vendor is refused.</summary>
    /// <param name="again">After what time it may come again.</param>
    internal void Refuse(TimeSpan again)
    {
        Interlocked.Increment(ref _refused);
        var now = machine.GetUtcNow();
        lock (_lock)
        {
            if (now < _quietUntil - Tolerance)
                Interlocked.Increment(ref _spokeEarly);
            _quietUntil = now + again;
        }
    }
}
