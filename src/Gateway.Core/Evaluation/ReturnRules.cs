using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>
/// Computes social return. What is not known is said to be missing and never counted as zero; a benefit of the pilot's own is
/// counted only for people beyond what the comparison group leads to expect.
/// </summary>
public static class ReturnRules
{
    /// <summary>Computes a calculation.</summary>
    /// <param name="calculation">The calculation.</param>
    /// <param name="agreed">Comparisons.</param>
    /// <param name="own">The pilot's own counts; null: they were not read, as for published totals.</param>
    public static SocialReturn Of(ReturnCalculation calculation, AgreedEvaluation agreed, OwnCounts? own)
    {
        ArgumentNullException.ThrowIfNull(calculation);
        ArgumentNullException.ThrowIfNull(agreed);
        var claim = calculation.PublishedBy is { } publisher
            ? EffectClaim.PublishedBy(publisher)
            : EffectClaim.Judge(agreed.Comparisons.FirstOrDefault(c => c.Id == calculation.Comparison));
        var sum = new Sum(calculation, claim.Effect, own);
        var lines = sum.Lines();
        return new SocialReturn
        {
            Of = calculation,
            Lines = lines,
            Cost = Total(lines, isBenefit: false),
            Benefit = Total(lines, isBenefit: true),
            BreakEven = sum.BreakEven(lines),
            Sensitivity = sum.Sensitivity(),
            Missing = sum.Missing(),
            Notes = Notes(calculation),
            Claim = claim,
        };
    }

    private static decimal? Total(IEnumerable<ReturnAmount> lines, bool isBenefit)
    {
        var amounts = lines.Where(l => l.IsBenefit == isBenefit).Select(l => l.Amount).ToList();
        return amounts.Count == 0 || amounts.Contains(null) ? null : amounts.Sum();
    }

    private static List<Sentence> Notes(ReturnCalculation calculation)
    {
        List<Sentence> notes = [];
        if (calculation.Parameters.Where(p => p.Unit == ParameterUnit.Money).Select(p => p.Year).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 1 } years)
            notes.Add(ReturnWordings.MixedYears.With(string.Join(", ", years)));
        if (calculation.Parameters.Any(p => p.Low is null))
            notes.Add(ReturnWordings.NoRange.With(calculation.Parameters.Count(p => p.Low is null), calculation.Parameters.Count));
        return notes;
    }

    /// <summary>One calculation with figures that may be moved.</summary>
    private sealed class Sum(ReturnCalculation calculation, EffectEstimate? effect, OwnCounts? own)
    {
        private readonly Dictionary<string, decimal> _figures = calculation.Parameters.ToDictionary(p => p.Id, p => p.Value, StringComparer.Ordinal);

        private decimal? _beyond = effect is { IsWithinChance: false } shown ? Beyond(shown, shown.Difference) : null;

        internal List<ReturnAmount> Lines() =>
            [.. calculation.Costs.Select(l => AmountOf(l, isBenefit: false)), .. calculation.Benefits.Select(l => AmountOf(l, isBenefit: true))];

        internal List<Sentence> Missing()
        {
            var missing = calculation.Costs.Concat(calculation.Benefits).Select(l => l.Count).OfType<string>().Distinct(StringComparer.Ordinal).Where(c => Count(c) is null)
                .Select(c => c == ReturnCounts.BeyondComparison ? ReturnWordings.NoBenefit.With()
                    : own?.Counts.GetValueOrDefault(c) is { Hidden: not Suppression.None } ? ReturnWordings.CountHidden.With(ReturnCounts.NameOf(c))
                    : ReturnWordings.CountMissing.With(ReturnCounts.NameOf(c))).ToList();
            return missing;
        }

        /// <summary>Costs, divided by what one person beyond the comparison would be worth.</summary>
        internal decimal? BreakEven(IReadOnlyList<ReturnAmount> lines)
        {
            if (Total(lines, isBenefit: false) is not { } cost || calculation.Benefits.Count == 0 || calculation.Benefits.Any(b => b.Count != ReturnCounts.BeyondComparison))
                return null;
            return decimal.Ceiling(cost / calculation.Benefits.Sum(Factor));
        }

        internal IReadOnlyList<ReturnSwing> Sensitivity()
        {
            if (Ratio() is null)
                return [];
            List<ReturnSwing> swings = [.. calculation.Parameters.Where(p => p.Low is not null && p.High is not null).Select(p => new ReturnSwing(p.Id, At(p, p.Low!.Value), At(p, p.High!.Value)))];
            if (effect is not null && _beyond is { } people && calculation.Benefits.Any(b => b.Count == ReturnCounts.BeyondComparison))
            {
                swings.Add(new ReturnSwing(ReturnCounts.BeyondComparison, With(Beyond(effect, effect.Low)), With(Beyond(effect, effect.High))));
                _beyond = people;
            }

            return [.. swings.OrderByDescending(s => Math.Abs(s.AtHigh - s.AtLow)).ThenBy(s => s.Parameter, StringComparer.Ordinal)];
        }

        private decimal With(decimal people)
        {
            _beyond = people;
            return Ratio()!.Value;
        }

        private decimal At(ReturnParameter parameter, decimal value)
        {
            _figures[parameter.Id] = value;
            var ratio = Ratio()!.Value;
            _figures[parameter.Id] = parameter.Value;
            return ratio;
        }

        private decimal? Ratio() => Lines() is var lines && Total(lines, isBenefit: true) is { } benefit && Total(lines, isBenefit: false) is > 0 and var cost ? benefit / cost : null;

        private ReturnAmount AmountOf(ReturnLine line, bool isBenefit)
        {
            var count = line.Count is null ? null : Count(line.Count);
            return new ReturnAmount(line, isBenefit, count, line.Count is null ? Factor(line) : count * Factor(line));
        }

        private decimal Factor(ReturnLine line) => line.Times.Aggregate(1m, (product, id) => product * _figures[id]);

        private decimal? Count(string count) => count == ReturnCounts.BeyondComparison ? _beyond : own?.Counts.GetValueOrDefault(count)?.Count;

        private static decimal Beyond(EffectEstimate effect, double difference) => (decimal)Math.Round(effect.PeopleOffered * difference, 1, MidpointRounding.AwayFromZero);
    }
}
