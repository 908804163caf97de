namespace Gateway.Benchmarks.Compared;

/// <summary>The records that floor and plain way carry: the bytes that the gateway is sent for the same referrals.</summary>
/// <param name="Referrals">The people, the warm-up's first.</param>
/// <param name="WarmUp">So many are not measured.</param>
internal sealed class Records(IReadOnlyList<InventedReferral> Referrals, int WarmUp)
{
    /// <summary>
    /// Broker hops of a referral in the gateway: translation, referral, translation of the reply, outcome. A feed is read,
    /// not sent.
    /// </summary>
    public const int Hops = 4;

    private readonly byte[][] _referrals = [.. Referrals.Select(r => InventedReferral.Submission([r]))];
    private readonly byte[][] _replies = [.. Referrals.Select(r => InventedReferral.Document([r.Reply(r.Ticket)]))];

    /// <summary>All of them.</summary>
    public int Count => _referrals.Length;

    public int WarmUp { get; } = WarmUp;

    /// <summary>What a record weighs at a hop: the referral at the first two, the reply at the others.</summary>
    public byte[] Body(int number, int hop) => hop < Hops / 2 ? _referrals[number] : _replies[number];
}

/// <summary>Completes when so many have arrived.</summary>
internal sealed class Countdown(int expected)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = expected;

    public Task Done => _done.Task;

    public void Add(int count)
    {
        if (Interlocked.Add(ref _left, -count) == 0)
            _done.TrySetResult();
    }
}
