namespace Gateway.Core.Operating;

/// <summary>How far a replay is. How many there are of each does not matter: a replay may hold tens of thousands.</summary>
/// <param name="Wave">Wave it is in; 0: not begun.</param>
/// <param name="Running">There are items issued and neither done nor parked again. Not asked, and false, while the rest is issued in parts.</param>
/// <param name="Failed">Items of the present wave were parked again. Not asked, and false, in the wave of the rest.</param>
/// <param name="Left">There are items not issued yet.</param>
public sealed record ReplayProgress(int Wave, bool Running, bool Failed, bool Left);

/// <summary>What is to be done about a running replay.</summary>
public abstract record ReplayMove
{
    /// <summary>Nothing yet: what was issued is still being worked on.</summary>
    public sealed record Wait : ReplayMove;

    /// <summary>A person is to look at what failed, and decides whether it goes on.</summary>
    public sealed record Pause : ReplayMove;

    /// <summary>Nothing is left.</summary>
    public sealed record Finish : ReplayMove;

    /// <summary>Items are issued.</summary>
    /// <param name="Wave">The wave it is in then.</param>
    /// <param name="Through">Number of the wave's last item.</param>
    public sealed record Issue(int Wave, int Through) : ReplayMove;
}

/// <summary>
/// A replay goes in waves: one item, ten, the rest, each when the one before is settled. A first or second wave of which an
/// item fails again pauses it.
/// </summary>
public static class ReplayWaves
{
    /// <summary>The wave of the rest.</summary>
    public const int Last = 3;

    /// <summary>Number of the last item of each wave.</summary>
    private static readonly int[] Ends = [0, 1, 11, int.MaxValue];

    /// <summary>Number of the item after which a wave begins.</summary>
    public static int BeginAfter(int wave) => Ends[Math.Clamp(wave - 1, 0, Last)];

    /// <summary>Number of the last item of a wave; 0 of none.</summary>
    public static int EndOf(int wave) => Ends[Math.Clamp(wave, 0, Last)];

    /// <summary>What is to be done about a running replay.</summary>
    /// <param name="at">How far it is.</param>
    /// <param name="despiteFailures">A person has seen what failed and wants to go on.</param>
    public static ReplayMove Next(ReplayProgress at, bool despiteFailures)
    {
        ArgumentNullException.ThrowIfNull(at);
        // The rest is issued in parts, and none waits for the one before.
        if (at.Running && (at.Wave < Last || !at.Left))
            return new ReplayMove.Wait();
        if (at is { Wave: > 0 and < Last, Failed: true } && !despiteFailures)
            return new ReplayMove.Pause();
        var wave = Math.Min(at.Wave + 1, Last);
        return at.Left ? new ReplayMove.Issue(wave, Ends[wave]) : new ReplayMove.Finish();
    }

    /// <summary>Whether a person may start a replay or go on with it.</summary>
    public static bool MayStart(ReplayState state) => state is ReplayState.Prepared or ReplayState.Paused;

    /// <summary>Whether a person may pause a replay.</summary>
    public static bool MayPause(ReplayState state) => state is ReplayState.Running;

    /// <summary>Whether a person may end a replay.</summary>
    public static bool MayCancel(ReplayState state) => state is ReplayState.Prepared or ReplayState.Running or ReplayState.Paused;
}
