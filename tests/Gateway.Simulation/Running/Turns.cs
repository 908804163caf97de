namespace Gateway.Simulation.Running;

/// <summary>
/// Runs everything on one thread: what is ready to go on waits here, and the seed says which goes on next. So each order in which
/// the processes could have gone on between two awaits comes about under some seed, and again under the same.
/// </summary>
/// <param name="chance">Chooses.</param>
internal sealed class Turns(Chance chance)
{
    /// <summary>A process that stands still does so for as many turns of others at most.</summary>
    private const int LongestStall = 100;

    private readonly List<Turn> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private Exception? _fault;

    private sealed record Turn(Lane Lane, SendOrPostCallback Callback, object? State);

    /// <summary>Asked before each turn: whether the process whose turn it is dies here.</summary>
    public Func<Lane, bool> Dies { get; set; } = _ => false;

    /// <summary>
    /// In so many of a hundred turns the process whose turn it is stands still instead, as one does whose memory is tidied up or whose disk is
    /// slow: what others do meanwhile it finds when it goes on.
    /// </summary>
    public double Stalls { get; set; }

    /// <summary>A digest of the order of turns since it was set.</summary>
    public ulong Order { get; set; }

    /// <summary>Turns taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>What becomes of it when a lane's work fails that nobody awaits.</summary>
    public Func<string, Exception, Exception> Failed { get; set; } = (name, e) => new InvalidOperationException($"{name} failed.", e);

    /// <summary>A process or somebody outside: what it awaits goes on in its lane.</summary>
    public Lane Open(string name) => new(this, name);

    /// <summary>Begins work in a lane.</summary>
    public void Begin(Lane lane, Func<Task> work) => Add(lane, unused => _ = GuardedAsync(lane, work), null);

    /// <summary>Ends the run after this turn: thrown inside of the gateway, a stage would take it for a fault of its work.</summary>
    public void Fail(Exception fault) => _fault ??= fault;

    /// <summary>Gives turns until nothing is ready.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Gives so many turns at most.</summary>
    public void Run(int most)
    {
        while (most-- > 0 && Step())
        {
        }
    }

    /// <summary>Lets a process stand still while others take some turns; when nobody else can go on it does.</summary>
    public void Stall(Lane lane) => lane.StandsUntil = Taken + chance.Between(1, LongestStall);

    /// <summary>Runs work in a lane to its end; nothing else goes on meanwhile unless it awaits.</summary>
    public T Complete<T>(Lane lane, Func<Task<T>> work)
    {
        Task<T>? task = null;
        Add(lane, _ => task = work(), null);
        while ((task is null || !task.IsCompleted) && Step())
        {
        }

        return task is { IsCompleted: true } ? task.GetAwaiter().GetResult() : throw new InvalidOperationException($"Work of {lane.Name} does not end by itself.");
    }

    private async Task GuardedAsync(Lane lane, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Fail(Failed(lane.Name, e));
        }
    }

    private bool Step()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("The simulation is run by two threads.");
        if (_ready.Count == 0)
            return false;
        var at = Choose();
        var turn = _ready[at];
        if (Stalls > 0 && chance.In100(Stalls))
        {
            Stall(turn.Lane);
            return true;
        }

        _ready.RemoveAt(at);
        if (turn.Lane.IsDead || Dies(turn.Lane))
            return true;
        Taken++;
        Order = unchecked((Order ^ (((ulong)at << 16) | (uint)_ready.Count)) * 1099511628211UL);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(turn.Lane);
        try
        {
            turn.Callback(turn.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        return _fault is { } fault ? throw fault : true;
    }

    /// <summary>Any of those that can go on and do not stand still; when all stand still, any.</summary>
    private int Choose()
    {
        var going = 0;
        foreach (var turn in _ready)
            going += turn.Lane.StandsUntil <= Taken ? 1 : 0;
        if (going == 0 || going == _ready.Count)
            return chance.Of(_ready.Count);
        var chosen = chance.Of(going);
        for (var at = 0; ; at++)
        {
            if (_ready[at].Lane.StandsUntil <= Taken && chosen-- == 0)
                return at;
        }
    }

    private void Add(Lane lane, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            Fail(new InvalidOperationException($"Something of {lane.Name} went on in a thread of its own: {Environment.StackTrace}"));
        else if (!lane.IsDead)
            _ready.Add(new Turn(lane, callback, state));
    }

    /// <summary>Where the awaits of one process go on.</summary>
    internal sealed class Lane(Turns turns, string name) : SynchronizationContext
    {
        /// <summary>Name.</summary>
        public string Name => name;

        /// <summary>It stands still until so many turns were taken.</summary>
        public long StandsUntil { get; set; }

        /// <summary>The process was killed: nothing of it goes on.</summary>
        public bool IsDead { get; private set; }

        /// <summary>Kills it between two turns.</summary>
        public void Kill()
        {
            IsDead = true;
            turns._ready.RemoveAll(t => t.Lane == this);
        }

        /// <inheritdoc />
        public override void Post(SendOrPostCallback d, object? state) => turns.Add(this, d, state);

        /// <inheritdoc />
        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing is sent to a lane.");

        /// <inheritdoc />
        public override SynchronizationContext CreateCopy() => this;
    }
}
