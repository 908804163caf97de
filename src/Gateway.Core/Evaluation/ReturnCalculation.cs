using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>Where a parameter comes from.</summary>
public enum ParameterKind
{
    /// <summary>A national figure: a unit cost, an amount of a benefit.</summary>
    National = 0,

    /// <summary>A figure of the collaboration's own accounts.</summary>
    Local = 1,

    /// <summary>A total that somebody else published about their own programme.</summary>
    Published = 2,
}

/// <summary>What a parameter measures.</summary>
public enum ParameterUnit
{
    /// <summary>Money, in the currency of the calculation.</summary>
    Money = 0,

    /// <summary>A share, 0 to 1.</summary>
    Share = 1,

    /// <summary>A plain number: months, years, times.</summary>
    Number = 2,
}

/// <summary>A sourced figure of a calculation.</summary>
public sealed record ReturnParameter
{
    /// <summary>Id, of which the calculation has one.</summary>
    public required string Id { get; init; }

    /// <summary>Titles by language.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>What it measures.</summary>
    public required ParameterUnit Unit { get; init; }

    /// <summary>The figure; above zero.</summary>
    public required decimal Value { get; init; }

    /// <summary>Lower end of its range; null: its source gives no range.</summary>
    public decimal? Low { get; init; }

    /// <summary>Upper end of its range; null: its source gives no range.</summary>
    public decimal? High { get; init; }

    /// <summary>Currency (ISO 4217) of money; null: it is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Year of which it is: <c>2024</c>, or <c>2011/12</c>.</summary>
    public required string Year { get; init; }

    /// <summary>Who published it, and where.</summary>
    public required string Source { get; init; }
}

/// <summary>Numbers of people by which a line is multiplied.</summary>
public static class ReturnCounts
{
    /// <summary>People who agreed to be referred.</summary>
    public const string Agreed = "agreed";

    /// <summary>People who took part.</summary>
    public const string TookPart = "took-part";

    /// <summary>People who completed or were stabilised.</summary>
    public const string Completed = "completed";

    /// <summary>
    /// People who reached the outcome beyond what the comparison group leads to expect: the difference of the shares times
    /// the people of the group that was offered it. The only count that a benefit may have.
    /// </summary>
    public const string BeyondComparison = "beyond-comparison";

    /// <summary>Those by which costs may be multiplied: the pilot's own counts.</summary>
    public static IReadOnlyList<string> Own { get; } = [Agreed, TookPart, Completed];

    /// <summary>How a count is called.</summary>
    /// <param name="count">One of these.</param>
    public static Sentence NameOf(string count) => count switch
    {
        Agreed => ReturnWordings.CountAgreed,
        TookPart => ReturnWordings.CountTookPart,
        Completed => ReturnWordings.CountCompleted,
        BeyondComparison => ReturnWordings.CountBeyond,
        _ => new Sentence(count),
    };
}

/// <summary>A cost or a benefit: the product of parameters, and of a number of people.</summary>
/// <param name="Id">Id, of which the calculation has one.</param>
/// <param name="Titles">Titles by language.</param>
/// <param name="Times">Ids of parameters.</param>
/// <param name="Count">One of <see cref="ReturnCounts"/>; null: none, the parameters are totals.</param>
public sealed record ReturnLine(string Id, IReadOnlyDictionary<string, string> Titles, IReadOnlyList<string> Times, string? Count);

/// <summary>A calculation of social return, as agreed in <c>contracts/evaluation</c>.</summary>
public sealed record ReturnCalculation
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Titles by language.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Currency of every amount (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>Period of the costs: <c>2026</c>, or <c>2011/12</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Who published it; null: it is a calculation of the pilot's own.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>What the publication does not say, by language; empty: nothing is to be said.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>Collaboration whose counts are used; null: all of the pilot.</summary>
    public string? Collaboration { get; init; }

    /// <summary>Comparison that carries the benefits; null: none, and then no benefit is counted.</summary>
    public string? Comparison { get; init; }

    /// <summary>Sourced figures.</summary>
    public required IReadOnlyList<ReturnParameter> Parameters { get; init; }

    /// <summary>What was spent.</summary>
    public required IReadOnlyList<ReturnLine> Costs { get; init; }

    /// <summary>What was avoided or gained.</summary>
    public required IReadOnlyList<ReturnLine> Benefits { get; init; }
}

/// <summary>What was agreed about evaluation.</summary>
/// <param name="Comparisons">Comparisons.</param>
/// <param name="Returns">Calculations of social return, by id.</param>
public sealed record AgreedEvaluation(IReadOnlyList<Comparison> Comparisons, IReadOnlyList<ReturnCalculation> Returns)
{
    /// <summary>Nothing.</summary>
    public static AgreedEvaluation None { get; } = new([], []);

    /// <summary>The comparison of an outcome; null: nobody has made one.</summary>
    /// <param name="outcome">One of <see cref="ComparedOutcomes"/>.</param>
    /// <param name="collaboration">Collaboration; null: all of the pilot.</param>
    public Comparison? Of(string outcome, string? collaboration = null) =>
        Comparisons.FirstOrDefault(c => c.Outcome == outcome && c.Collaboration == collaboration);

    /// <summary>A calculation; null: there is none of that id.</summary>
    /// <param name="id">Id.</param>
    public ReturnCalculation? Find(string id) => Returns.FirstOrDefault(r => r.Id == id);
}
