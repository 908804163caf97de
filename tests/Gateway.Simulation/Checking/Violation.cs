namespace Gateway.Simulation.Checking;

/// <summary>An invariant of the design that does not hold, and what was seen.</summary>
/// <param name="invariant">Its number; 0: the simulator itself stands still.</param>
/// <param name="seen">What was seen, without anybody's data.</param>
internal sealed class ViolationException(int invariant, string seen) : Exception($"Invariant {invariant} does not hold: {seen}")
{
    /// <summary>Number of the invariant.</summary>
    public int Invariant => invariant;
}
