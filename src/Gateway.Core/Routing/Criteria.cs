namespace Gateway.Core.Routing;

/// <summary>What a criterion came to.</summary>
/// <param name="Verdict">Yes, no or undetermined.</param>
/// <param name="Used">Facts that were known and looked at.</param>
/// <param name="Missing">Facts that left it undetermined; empty when it is determined.</param>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<string> Used, IReadOnlyList<string> Missing);

/// <summary>
/// Evaluates criteria in Kleene's strong three-valued logic: what is missing is neither yes nor no, and learning it
/// can settle a verdict but never turn a yes into a no.
/// </summary>
public static class Criteria
{
    /// <summary>Evaluates a criterion.</summary>
    public static Judgement Judge(Criterion criterion, ReferralFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        switch (criterion)
        {
            case Criterion.All all:
                return Join(all.Of, facts, Verdict.No, Verdict.Yes);
            case Criterion.Any any:
                return Join(any.Of, facts, Verdict.Yes, Verdict.No);
            case Criterion.Not not:
                var inner = Judge(not.Of, facts);
                return inner with { Verdict = (Verdict)((int)Verdict.Yes - (int)inner.Verdict) };
            case Criterion.Between between:
                return Leaf(between.Fact, InRange(facts.Number(between.Fact), between));
            case Criterion.OneOf oneOf:
                var codes = facts.Codes(oneOf.Fact);
                return Leaf(oneOf.Fact, codes is null ? null : codes.Any(oneOf.Values.Contains) ? Verdict.Yes : Verdict.No);
            default:
                throw new ArgumentException("There is no such kind of criterion.", nameof(criterion));
        }
    }

    /// <summary>Facts that a criterion looks at.</summary>
    public static IEnumerable<string> FactsOf(Criterion criterion) => criterion switch
    {
        Criterion.All all => all.Of.SelectMany(FactsOf),
        Criterion.Any any => any.Of.SelectMany(FactsOf),
        Criterion.Not not => FactsOf(not.Of),
        Criterion.Between between => [between.Fact],
        Criterion.OneOf oneOf => [oneOf.Fact],
        _ => throw new ArgumentException("There is no such kind of criterion.", nameof(criterion)),
    };

    private static Judgement Join(IReadOnlyList<Criterion> of, ReferralFacts facts, Verdict decides, Verdict otherwise)
    {
        List<string> used = [];
        List<string> open = [];
        var decided = false;
        foreach (var criterion in of)
        {
            var part = Judge(criterion, facts);
            decided |= part.Verdict == decides;
            AddOnce(used, part.Used);
            if (part.Verdict == Verdict.Undetermined)
                AddOnce(open, part.Missing);
        }

        return decided
            ? new Judgement(decides, used, [])
            : new Judgement(open.Count > 0 ? Verdict.Undetermined : otherwise, used, open);
    }

    private static void AddOnce(List<string> facts, IReadOnlyList<string> more)
    {
        foreach (var fact in more)
        {
            if (!facts.Contains(fact))
                facts.Add(fact);
        }
    }

    private static Judgement Leaf(string fact, Verdict? verdict) => verdict switch
    {
        null => new Judgement(Verdict.Undetermined, [], [fact]),
        Verdict.Undetermined => new Judgement(Verdict.Undetermined, [fact], [fact]),
        { } known => new Judgement(known, [fact], []),
    };

    private static Verdict? InRange(NumberRange? value, Criterion.Between bounds)
    {
        if (value is not { } range)
            return null;
        if (range.Least > bounds.AtMost || range.Most < bounds.AtLeast)
            return Verdict.No;
        var below = bounds.AtLeast is { } least && range.Least < least;
        var above = bounds.AtMost is { } most && range.Most > most;
        return below || above ? Verdict.Undetermined : Verdict.Yes;
    }
}
