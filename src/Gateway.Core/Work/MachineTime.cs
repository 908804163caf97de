namespace Gateway.Core.Work;

/// <summary>The second of the two clocks: leases, retries and time-outs run on it, never on the domain's time.</summary>
public static class MachineTime
{
    /// <summary>Key under which its <see cref="TimeProvider"/> is registered beside the domain's.</summary>
    public const string Key = "machine";
}
