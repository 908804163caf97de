namespace Gateway.Simulation.Running;

/// <summary>
/// Runs everything on one thread: what is ready to go on waits here, and the seed says which goes on next. So each order in which
/// the processes could have gone on between two awaits comes about under some seed, and again under the same.
/// </summary>
/// <param name="chance">Chooses.</param>
internal sealed class Turns(Chance chance)
{
    private readonly List<Turn> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private Exception? _fault;

    private sealed record Turn(Lane Lane, SendOrPostCallback Callback, object? State);

    /// <summary>Asked before each turn: whether the process whose turn it is dies here.</summary>
    public Func<Lane, bool> Dies { get; set; } = _ => false;

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
        var at = chance.Of(_ready.Count);
        var turn = _ready[at];
        _ready.RemoveAt(at);
        if (turn.Lane.IsDead || Dies(turn.Lane))
            return true;
        Taken++;
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
