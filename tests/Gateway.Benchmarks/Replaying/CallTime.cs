namespace Gateway.Benchmarks.Replaying;

/// <summary>How long a call takes.</summary>
/// <param name="Call">Its path.</param>
/// <param name="Milliseconds">While nothing else happens.</param>
internal sealed record CallTime(string Call, double Milliseconds)
{
    /// <summary>The longest while records are replayed, in milliseconds.</summary>
    public double Longest { get; init; }
}
