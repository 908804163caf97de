using System.Globalization;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>What recipients had of what was accepted.</summary>
internal sealed record Judgement
{
    /// <summary>Statements that were answered 202 or confirmed by the broker.</summary>
    public required int Accepted { get; init; }

    /// <summary>Events that recipients got, each counted once.</summary>
    public required int Delivered { get; init; }

    /// <summary>How often a recipient got an event again under the same id: allowed.</summary>
    public required int Redelivered { get; init; }

    /// <summary>What a recipient should have got and did not.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>What a recipient got under two ids.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>What a recipient got about one client in another order than it was accepted.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>What a recipient got and should not have.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Everything that must not be, a sentence each.</summary>
    public IReadOnlyList<string> Faults =>
    [
        .. Lost.Select(f => "lost: " + f), .. Duplicated.Select(f => "duplicated: " + f),
        .. OutOfOrder.Select(f => "out of order: " + f), .. Unexpected.Select(f => "unexpected: " + f),
    ];

    public override string ToString() => string.Join(Environment.NewLine, Lines());

    private IEnumerable<string> Lines()
    {
        yield return Line("accepted", Accepted);
        yield return Line("delivered", Delivered);
        yield return Line("lost", Lost.Count);
        yield return Line("redelivered (same id)", Redelivered);
        yield return Line("duplicated (two ids)", Duplicated.Count);
        yield return Line("out of order within a client", OutOfOrder.Count);
        yield return Line("unexpected", Unexpected.Count);
    }

    private static string Line(string what, int count) => string.Create(CultureInfo.InvariantCulture, $"{what,-30}{count,8}");
}
