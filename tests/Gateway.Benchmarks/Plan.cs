namespace Gateway.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Referrals">Referrals in the loaded run.</param>
/// <param name="Batch">Referrals per submission of the half that is posted together.</param>
/// <param name="OnTheWay">At most so many posted and not yet through: the latency under load is that of this queue.</param>
/// <param name="Connections">Connections that post the other half one by one.</param>
internal sealed record Plan(int Referrals, int Batch, int OnTheWay, int Connections)
{
    /// <summary>Referrals sent before anything is measured, so that the program is compiled.</summary>
    public int WarmUp => Math.Clamp(Referrals / 2, 500, 2_000);

    /// <summary>Referrals at half load, and in each run that counts.</summary>
    public int Half => Math.Max(1, Referrals / 2);

    /// <summary>Referrals sent alone, one after the other.</summary>
    public int Alone => 50;
}
