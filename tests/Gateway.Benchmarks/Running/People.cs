namespace Gateway.Benchmarks;

/// <summary>Invented people in order, nobody twice.</summary>
/// <param name="first">Number of the first.</param>
/// <param name="batch">So many in an array, where referrals are posted together.</param>
internal sealed class People(int first, int batch)
{
    private readonly DateOnly _today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private int _next = first;

    /// <summary>The next; one half is posted in arrays.</summary>
    public IReadOnlyList<Journey> HalfTogether(int count) => Next(count, i => i / batch % 2 == 0, answered: true);

    /// <summary>The next, all in arrays.</summary>
    public IReadOnlyList<Journey> Together(int count) => Next(count, _ => true, answered: true);

    /// <summary>The next, one record a submission.</summary>
    public IReadOnlyList<Journey> Singly(int count, bool answered = true) => Next(count, _ => false, answered);

    private List<Journey> Next(int count, Func<int, bool> together, bool answered)
    {
        var from = _next;
        _next += count;
        return [.. Enumerable.Range(0, count).Select(i => new Journey(new InventedReferral(from + i, _today), together(i), answered))];
    }
}
