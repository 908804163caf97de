using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>
/// What a report may say about whether the offer helped, and what it may not. Every report, page, export and answer that speaks
/// of an effect holds one; <see cref="Judge"/> and <see cref="PublishedBy"/> alone make it. It shows an effect only where a comparison
/// group carries it.
/// </summary>
public sealed class EffectClaim
{
    private EffectClaim(Comparison? comparison, EffectEstimate? effect, IReadOnlyList<Sentence> can, IReadOnlyList<Sentence> cannot)
    {
        Comparison = comparison?.Id;
        Limits = comparison?.Limits ?? new Dictionary<string, string>();
        Effect = effect;
        CanSay = can;
        CannotSay = cannot;
    }

    /// <summary>Comparison that was judged; null: there is none.</summary>
    public string? Comparison { get; }

    /// <summary>The effect; null: none may be claimed.</summary>
    public EffectEstimate? Effect { get; }

    /// <summary>What the figures say.</summary>
    public IReadOnlyList<Sentence> CanSay { get; }

    /// <summary>What they do not say, and why.</summary>
    public IReadOnlyList<Sentence> CannotSay { get; }

    /// <summary>What the evaluators say the comparison does not cover, by language.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; }

    /// <summary>Judges whether a comparison carries an effect.</summary>
    /// <param name="comparison">The comparison; null: nobody has made one.</param>
    public static EffectClaim Judge(Comparison? comparison)
    {
        if (comparison is null)
            return Refused(null, EffectWordings.NoComparison.With());
        if (EffectRules.WhyNot(comparison) is { } why)
            return Refused(comparison, why);
        var effect = EffectEstimate.Of(comparison);
        List<Sentence> can = [EffectWordings.Difference.With(ComparedOutcomes.Name(comparison.Outcome), Points.Text(effect.ShareOffered), Points.Text(effect.ShareOther), Points.Text(effect.Difference), Points.Text(effect.Low), Points.Text(effect.High))];
        List<Sentence> cannot = [];
        if (effect.IsWithinChance)
            cannot.Add(EffectWordings.WithinChance.With());
        else if (comparison.Design == ComparisonDesign.Randomised)
            can.Add(EffectWordings.Randomised.With());
        if (comparison.Design == ComparisonDesign.Elsewhere)
            cannot.Add(EffectWordings.Elsewhere.With());
        if (comparison.Design == ComparisonDesign.Earlier)
            cannot.Add(EffectWordings.Earlier.With());
        cannot.Add(EffectWordings.OtherPeople.With());
        return new EffectClaim(comparison, effect, can, cannot);
    }

    /// <summary>Figures that somebody else published: the claim is theirs.</summary>
    /// <param name="publisher">Who published them, and where.</param>
    public static EffectClaim PublishedBy(string publisher) =>
        new(null, null, [EffectWordings.Published.With(publisher)], [EffectWordings.NotChecked.With()]);

    private static EffectClaim Refused(Comparison? comparison, Sentence why) =>
        new(comparison, null, [EffectWordings.Describes.With()], [why, EffectWordings.NoEffect.With()]);
}

/// <summary>An effect that a comparison group carries. <see cref="EffectClaim.Judge"/> alone hands one out.</summary>
public sealed class EffectEstimate
{
    private EffectEstimate(Comparison comparison)
    {
        var difference = Evaluation.ShareDifference.Of(comparison.Offered.Reached, comparison.Offered.People, comparison.Other.Reached, comparison.Other.People);
        (Outcome, AfterMonths, Design) = (comparison.Outcome, comparison.AfterMonths, comparison.Design);
        (PeopleOffered, PeopleOther) = (comparison.Offered.People, comparison.Other.People);
        (ShareOffered, ShareOther) = (comparison.Offered.Share, comparison.Other.Share);
        (Difference, Low, High, IsWithinChance) = (difference.Difference, difference.Low, difference.High, difference.HoldsZero);
        (From, To) = (comparison.Offered.From, comparison.Offered.To);
        (OtherFrom, OtherTo) = (comparison.Other.From, comparison.Other.To);
        MatchedOn = [.. comparison.Offered.Facts.Keys.Order(StringComparer.Ordinal).Select(f => new FactBalance(f, EffectRules.LargestDifference(comparison, f)))];
    }

    /// <summary>One of <see cref="ComparedOutcomes"/>.</summary>
    public string Outcome { get; }

    /// <summary>Months after which it was looked at.</summary>
    public int AfterMonths { get; }

    /// <summary>How the groups came about.</summary>
    public ComparisonDesign Design { get; }

    /// <summary>First day of the group that was offered it.</summary>
    public DateOnly From { get; }

    /// <summary>Its last day.</summary>
    public DateOnly To { get; }

    /// <summary>First day of the comparison group.</summary>
    public DateOnly OtherFrom { get; }

    /// <summary>Its last day.</summary>
    public DateOnly OtherTo { get; }

    /// <summary>People who were offered it.</summary>
    public int PeopleOffered { get; }

    /// <summary>People of the comparison group.</summary>
    public int PeopleOther { get; }

    /// <summary>Share that reached the outcome of those who were offered it, 0 to 1.</summary>
    public double ShareOffered { get; }

    /// <summary>Share that reached it in the comparison group.</summary>
    public double ShareOther { get; }

    /// <summary>Difference of the shares, -1 to 1.</summary>
    public double Difference { get; }

    /// <summary>Lower end of the 95% interval.</summary>
    public double Low { get; }

    /// <summary>Upper end of the 95% interval.</summary>
    public double High { get; }

    /// <summary>Whether chance alone could explain the difference.</summary>
    public bool IsWithinChance { get; }

    /// <summary>Facts on which the groups were matched, and how far they differ all the same.</summary>
    public IReadOnlyList<FactBalance> MatchedOn { get; }

    internal static EffectEstimate Of(Comparison comparison) => new(comparison);
}

/// <summary>How far two groups differ on a fact.</summary>
/// <param name="Fact">One of <see cref="MatchedFacts"/>.</param>
/// <param name="LargestDifference">Largest difference between the groups' shares over the values of the fact, 0 to 1.</param>
public sealed record FactBalance(string Fact, double LargestDifference);
