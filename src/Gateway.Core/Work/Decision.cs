namespace Gateway.Core.Work;

/// <summary>What a rule decided about one work item.</summary>
/// <param name="Outcome">What becomes of the item.</param>
/// <param name="Effects">What is to be written, in order. Nothing is written unless all of it is.</param>
public sealed record Decision(ItemOutcome Outcome, IReadOnlyList<Effect> Effects)
{
    /// <summary>Done without effects.</summary>
    public static Decision Nothing { get; } = new(ItemOutcome.Completed, []);

    /// <summary>Nothing is decided yet.</summary>
    /// <inheritdoc cref="ItemOutcome.Later" />
    public static Decision Wait(TimeSpan delay, bool attempted = true) => new(new ItemOutcome.Later(delay, attempted), []);

    /// <summary>The same effects; the work goes on after the commit, and its item stays leased.</summary>
    public Decision GoesOn() => this with { Outcome = ItemOutcome.Continues };

    /// <summary>New rows of a kind.</summary>
    public IEnumerable<T> New<T>() => Effects.OfType<Effect.Added>().Select(e => e.Row).OfType<T>();

    /// <summary>Rows of a kind as they are after the decision; the last change of each.</summary>
    public IEnumerable<T> After<T>() where T : class, IVersioned =>
        Effects.OfType<Effect.Changed>().Select(e => e.After).OfType<T>().GroupBy(r => r.Id).Select(g => g.Last());
}

/// <summary>What becomes of a work item.</summary>
public abstract record ItemOutcome
{
    /// <summary>It is done with the decision's effects.</summary>
    public sealed record Done : ItemOutcome;

    /// <summary>It cannot be decided yet and is looked at again.</summary>
    /// <param name="Delay">Machine time until then.</param>
    /// <param name="Attempted">False when it only was not its turn: that counts as no attempt.</param>
    public sealed record Later(TimeSpan Delay, bool Attempted = true) : ItemOutcome
    {
        /// <summary>Why the last attempt failed; null: nothing was tried, and what was noted before stays.</summary>
        public Fault? Because { get; init; }
    }

    /// <summary>Its effects are written, and the work goes on after the commit: it stays leased.</summary>
    public sealed record GoesOn : ItemOutcome;

    /// <summary>Done.</summary>
    public static ItemOutcome Completed { get; } = new Done();

    /// <summary>Goes on.</summary>
    public static ItemOutcome Continues { get; } = new GoesOn();
}
