using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>When a comparison carries an effect. All values are this project's own and deliberately strict.</summary>
internal static class EffectRules
{
    /// <summary>People that each group needs.</summary>
    internal const int SmallestCohort = 30;

    /// <summary>People that must have reached the outcome, and not reached it, in each group; fewer would point at persons.</summary>
    internal const int SmallestPart = SmallNumbers.Threshold;

    /// <summary>How far the groups' shares may differ on a fact on which they were matched.</summary>
    internal const double LargestImbalance = 0.10;

    /// <summary>Days over which a group may have been counted: three years. Over more, the offer and the times change.</summary>
    internal const int LongestDays = 1096;

    /// <summary>Days by which the months of two groups from the same time may differ at each end: a quarter.</summary>
    internal const int LargestShift = 92;

    /// <summary>Why a comparison carries no effect; null: it does. No count of a group is told.</summary>
    internal static Sentence? WhyNot(Comparison comparison)
    {
        Cohort[] groups = [comparison.Offered, comparison.Other];
        if (!comparison.Offered.WasOffered || comparison.Other.WasOffered)
            return EffectWordings.OfferedTheSame.With();
        if (groups.Any(g => g.People < SmallestCohort))
            return EffectWordings.TooFew.With(SmallestCohort);
        if (groups.Any(g => g.Reached < SmallestPart || g.People - g.Reached < SmallestPart))
            return EffectWordings.TooFewReached.With(SmallestPart);
        if (groups.Any(g => g.To.DayNumber - g.From.DayNumber >= LongestDays))
            return EffectWordings.TooLong.With(LongestDays / 365);
        if (!TimesFit(comparison))
            return comparison.Design == ComparisonDesign.Earlier ? EffectWordings.NotEarlier.With() : EffectWordings.OtherMonths.With();
        if (comparison.Design != ComparisonDesign.Randomised && comparison.Offered.Facts.Count == 0)
            return EffectWordings.NotMatched.With();
        if (comparison.Offered.Facts.Keys.Order(StringComparer.Ordinal).FirstOrDefault(f => LargestDifference(comparison, f) > LargestImbalance) is { } unlike)
            return EffectWordings.Unlike.With(MatchedFacts.Name(unlike), Points.Text(LargestDifference(comparison, unlike)), Points.Text(LargestImbalance));
        return null;
    }

    /// <summary>Largest difference between the groups' shares over the values of a fact.</summary>
    internal static double LargestDifference(Comparison comparison, string fact)
    {
        var (offered, other) = (comparison.Offered.Facts[fact], comparison.Other.Facts.GetValueOrDefault(fact) ?? new Dictionary<string, int>());
        return offered.Keys.Union(other.Keys, StringComparer.Ordinal).Max(v => Math.Abs(
            ((double)offered.GetValueOrDefault(v) / comparison.Offered.People) - ((double)other.GetValueOrDefault(v) / comparison.Other.People)));
    }

    private static bool TimesFit(Comparison comparison) => comparison.Design == ComparisonDesign.Earlier
        ? comparison.Other.To < comparison.Offered.From
        : Math.Abs(comparison.Offered.From.DayNumber - comparison.Other.From.DayNumber) <= LargestShift
            && Math.Abs(comparison.Offered.To.DayNumber - comparison.Other.To.DayNumber) <= LargestShift;
}

/// <summary>Shares as people read them.</summary>
internal static class Points
{
    /// <summary>A share of 1 in points of a hundred, to one decimal.</summary>
    internal static string Text(double share) => (Math.Round(share * 100, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
