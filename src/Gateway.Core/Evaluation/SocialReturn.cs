using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>What a calculation of social return came to.</summary>
public sealed record SocialReturn
{
    /// <summary>The calculation.</summary>
    public required ReturnCalculation Of { get; init; }

    /// <summary>Every line, costs first.</summary>
    public required IReadOnlyList<ReturnAmount> Lines { get; init; }

    /// <summary>What was spent; null: a part of it is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What was avoided or gained; null: a part of it is not known, or no comparison carries it.</summary>
    public decimal? Benefit { get; init; }

    /// <summary>Benefit for one unit of cost.</summary>
    public decimal? Ratio => Benefit is { } benefit && Cost is > 0 and var cost ? benefit / cost : null;

    /// <summary>Benefit less cost.</summary>
    public decimal? Net => Benefit - Cost;

    /// <summary>
    /// People who would have to reach the outcome, and would not have without the offer, for benefits to equal costs; null: it
    /// cannot be computed. It claims nothing about how many did.
    /// </summary>
    public decimal? BreakEven { get; init; }

    /// <summary>What the ratio becomes when one figure is at either end of its range and the others stay; the widest first.</summary>
    public required IReadOnlyList<ReturnSwing> Sensitivity { get; init; }

    /// <summary>Why a part of it is not computed; empty: everything is.</summary>
    public required IReadOnlyList<Sentence> Missing { get; init; }

    /// <summary>What is to be known of it.</summary>
    public required IReadOnlyList<Sentence> Notes { get; init; }

    /// <summary>What may be said about whether the offer brought the benefits about.</summary>
    public required EffectClaim Claim { get; init; }
}

/// <summary>A line with its amount.</summary>
/// <param name="Line">The line.</param>
/// <param name="IsBenefit">Whether it is a benefit.</param>
/// <param name="Count">People by whom it was multiplied; null: by none, or they are not known.</param>
/// <param name="Amount">In the currency of the calculation; null: it is not known, which is not zero.</param>
public sealed record ReturnAmount(ReturnLine Line, bool IsBenefit, decimal? Count, decimal? Amount);

/// <summary>What a figure's range does to the ratio.</summary>
/// <param name="Parameter">Id of the parameter, or <see cref="ReturnCounts.BeyondComparison"/>.</param>
/// <param name="AtLow">Ratio when the figure is at the lower end of its range.</param>
/// <param name="AtHigh">Ratio when it is at the upper end.</param>
public sealed record ReturnSwing(string Parameter, decimal AtLow, decimal AtHigh);

/// <summary>The pilot's own counts, as far as they may be shown.</summary>
/// <param name="Counts">People by the codes of <see cref="ReturnCounts.Own"/>; a cell that is hidden is used for nothing.</param>
public sealed record OwnCounts(IReadOnlyDictionary<string, Cell> Counts);
